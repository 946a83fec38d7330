package dev.ponder.compute;

import java.util.Optional;
import java.util.regex.Pattern;
import jdk.incubator.vector.FloatVector;

/// Which kernels to use: those that the system property `ponder.kernels` names, else the widest
/// that the processor has instructions for.
final class KernelChoice {
  private static final String PROPERTY = "ponder.kernels";
  private static final Pattern NAMES = Pattern.compile("scalar|vector|vector-(128|256|512)");

  private KernelChoice() {}

  static Kernels choose() {
    Optional<String> wanted = Optional.ofNullable(System.getProperty(PROPERTY));
    if (wanted.isPresent() && !NAMES.matcher(wanted.get()).matches()) {
      throw new IllegalArgumentException(
          "%s is \"%s\", not scalar, vector, vector-128, vector-256 or vector-512"
              .formatted(PROPERTY, wanted.get()));
    }
    if (wanted.equals(Optional.of("scalar"))) {
      return new ScalarKernels();
    }
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      System.getLogger(KernelChoice.class.getName())
          .log(System.Logger.Level.WARNING, "slow scalar kernels in use: {0}", obstacle.get());
      return new ScalarKernels();
    }
    return new VectorKernels();
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
