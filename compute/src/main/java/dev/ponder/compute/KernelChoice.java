package dev.ponder.compute;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.incubator.vector.FloatVector;

/// Which kernels to use: those that the system property `ponder.kernels` names, else native ones
/// where they can be had, else the widest vectors that the processor has instructions for.
final class KernelChoice {
  private static final System.Logger LOG = System.getLogger(KernelChoice.class.getName());
  private static final String PROPERTY = "ponder.kernels";
  private static final Pattern NAMES = Pattern.compile("native|scalar|vector|vector-(128|256|512)");

  private KernelChoice() {}

  static Kernels choose() {
    String wanted = System.getProperty(PROPERTY, "");
    return wanted.isEmpty() ? nativeOr(inJava(), Level.DEBUG) : choose(wanted);
  }

  static Kernels choose(String name) {
    if (!NAMES.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s is \"%s\", not native, scalar, vector, vector-128, vector-256 or vector-512"
              .formatted(PROPERTY, name));
    }
    return switch (name) {
      case "native" -> nativeOr(inJava(), Level.WARNING);
      case "scalar" -> new ScalarKernels();
      default -> inJava();
    };
  }

  private static Kernels inJava() {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      LOG.log(Level.WARNING, "slow scalar kernels in use: {0}", obstacle.get());
      return new ScalarKernels();
    }
    return new VectorKernels();
  }

  /// What trains beside the chosen kernels.
  static Dense dense() {
    return System.getProperty(PROPERTY, "").equals("scalar") || obstacle().isPresent()
        ? new ScalarDense()
        : new VectorDense();
  }

  /// Native kernels, or the given ones and a line in the log that says why.
  ///
  /// @param absence how much it matters that the library was not built
  private static Kernels nativeOr(Kernels others, Level absence) {
    try {
      Optional<byte[]> library = NativeLibraryFile.bundled();
      if (library.isPresent()) {
        return nativeOr(others, library.get(), NativeLibraryFile.cache(System.getenv()));
      }
      LOG.log(absence, "no native kernels in this build, {0} in use", others.name());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "native kernels not used but {0}: {1}", others.name(), e);
    }
    return others;
  }

  /// @param folder where to put the library
  static Kernels nativeOr(Kernels others, byte[] library, Path folder) {
    try {
      NativeLibrary loaded = new NativeLibrary(NativeLibraryFile.extracted(library, folder));
      int set = loaded.fastest();
      if (set < 0) {
        LOG.log(Level.DEBUG, "the processor has no integer dot product, {0} in use", others.name());
        return others;
      }
      NativeKernels kernels = new NativeKernels(loaded, set, others);
      NativeCheck.check(kernels);
      return kernels;
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "native kernels not used but {0}: {1}", others.name(), e);
      return others;
    }
  }

  /// Why the Vector API cannot be used, if so.
  static Optional<String> obstacle() {
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
