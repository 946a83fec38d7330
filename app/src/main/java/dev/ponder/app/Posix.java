package dev.ponder.app;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The few calls of the C library that Java has no equal of.
@SuppressWarnings("restricted")
final class Posix {
  /// Where the launcher keeps the real standard error while the VM starts; a system property, since
  /// without the launcher that descriptor is something else.
  private static final int KEPT_STANDARD_ERROR = Integer.getInteger("ponder.stderr", -1);

  private Posix() {}

  /// Takes the standard error back from the launcher's filter, which then ends.
  static void restoreStandardError() {
    if (KEPT_STANDARD_ERROR >= 0 && call("dup2", KEPT_STANDARD_ERROR, 2) == 2) {
      call("close", KEPT_STANDARD_ERROR);
    }
  }

  /// Whether the file descriptor is a terminal.
  static boolean isTerminal(int descriptor) {
    return call("isatty", descriptor) == 1;
  }

  /// An `int` function of `int` arguments; -1 where the system lacks it.
  private static int call(String function, int... arguments) {
    ValueLayout[] layouts = new ValueLayout[arguments.length];
    java.util.Arrays.fill(layouts, ValueLayout.JAVA_INT);
    Linker linker = Linker.nativeLinker();
    try {
      MethodHandle handle =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow(function),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts));
      return (int) handle.asSpreader(int[].class, arguments.length).invokeExact(arguments);
    } catch (Throwable absent) {
      return -1;
    }
  }
}
