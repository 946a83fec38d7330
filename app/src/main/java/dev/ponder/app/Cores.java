package dev.ponder.app;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// How many cores there are to compute on.
final class Cores {
  private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu");

  private Cores() {}

  /// Physical cores, as two threads on one share the units that matter here, but no more than this
  /// process may use.
  static int usable() {
    int allowed = Runtime.getRuntime().availableProcessors();
    int physical = physical();
    return physical == 0 ? allowed : Math.min(allowed, physical);
  }

  /// 0 when the system does not say.
  private static int physical() {
    Set<String> siblings = new HashSet<>();
    try (DirectoryStream<Path> processors = Files.newDirectoryStream(PROCESSORS, "cpu[0-9]*")) {
      for (Path processor : processors) {
        siblings.add(Files.readString(processor.resolve("topology/thread_siblings_list")));
      }
    } catch (IOException unknown) {
      return 0;
    }
    return siblings.size();
  }
}
