package dev.ponder.compute;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.incubator.vector.FloatVector;

/// Which kernels to use: those that the system property `ponder.kernels` names, else native ones
/// where they can be had, else the widest vectors that the processor has instructions for.
final class KernelChoice {
  private static final System.Logger LOG = System.getLogger(KernelChoice.class.getName());
  private static final String PROPERTY = "ponder.kernels";
  private static final String NATIVE = "native";
  private static final Pattern NAMES =
      Pattern.compile("scalar|vector|vector-(128|256|512)|native|native-[a-z0-9]+");

  private KernelChoice() {}

  static Kernels choose() {
    Optional<String> wanted = Optional.ofNullable(System.getProperty(PROPERTY));
    if (wanted.isPresent() && !NAMES.matcher(wanted.get()).matches()) {
      throw new IllegalArgumentException(
          "%s is \"%s\", not native, scalar, vector, vector-128, vector-256 or vector-512"
              .formatted(PROPERTY, wanted.get()));
    }
    if (wanted.equals(Optional.of("scalar"))) {
      return new ScalarKernels();
    }
    Kernels inJava = inJava();
    String name = wanted.orElse(NATIVE);
    return name.startsWith(NATIVE) ? nativeOr(inJava, name) : inJava;
  }

  private static Kernels inJava() {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      LOG.log(System.Logger.Level.WARNING, "slow scalar kernels in use: {0}", obstacle.get());
      return new ScalarKernels();
    }
    return new VectorKernels();
  }

  /// Native kernels, or the given ones and a line in the log that says why.
  private static Kernels nativeOr(Kernels others, String name) {
    try {
      Optional<byte[]> library = NativeLibraryFile.bundled();
      if (library.isPresent()) {
        NativeLibrary loaded = new NativeLibrary(NativeLibraryFile.extracted(library.get()));
        return checked(loaded, set(loaded, name), others);
      }
      LOG.log(
          name.equals(NATIVE) ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
          "no native kernels were built for this system, {0} in use",
          others.name());
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.log(System.Logger.Level.WARNING, "no native kernels, {0} in use: {1}", others.name(), e);
    }
    return others;
  }

  private static int set(NativeLibrary library, String name) {
    if (name.equals(NATIVE)) {
      return library.fastest();
    }
    for (int set = 0; set < NativeLibrary.setCount(); set++) {
      if (name.equals(NATIVE + "-" + NativeLibrary.setName(set)) && library.supports(set)) {
        return set;
      }
    }
    return -1;
  }

  private static Kernels checked(NativeLibrary library, int set, Kernels others) {
    if (set < 0) {
      throw new UnsupportedOperationException("the processor lacks the instructions");
    }
    NativeKernels kernels = new NativeKernels(library, set, others);
    try (Workers workers = new Workers(1)) {
      for (Format format : Format.values()) {
        String fault =
            NativeKernels.number(format) < 0 ? "" : NativeCheck.fault(kernels, format, workers);
        if (!fault.isEmpty()) {
          throw new IllegalStateException("they compute wrongly, " + fault);
        }
      }
    }
    return kernels;
  }

  private static Optional<String> obstacle() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return Optional.of(
          "the Vector API is absent; start Java with --add-modules jdk.incubator.vector");
    }
    return VectorSupport.obstacle();
  }

  /// Bits of a vector.
  static int width() {
    String wanted = System.getProperty(PROPERTY, "vector");
    return wanted.startsWith("vector-")
        ? Integer.parseInt(wanted.substring("vector-".length()))
        : Math.min(512, VectorSupport.preferredBits());
  }

  /// What touches the Vector API, apart, so that this class loads where the API is absent.
  private static final class VectorSupport {
    static int preferredBits() {
      return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    static Optional<String> obstacle() {
      return preferredBits() < 128
          ? Optional.of("the processor has no vectors of at least 128 bits")
          : Optional.empty();
    }
  }
}
