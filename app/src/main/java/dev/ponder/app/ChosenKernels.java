package dev.ponder.app;

import dev.ponder.compute.Kernels;

/// The kernels of this process, chosen on first use and only once: native ones are compared with
/// plain ones before, which takes a twentieth of a second.
final class ChosenKernels {
  private static final Kernels FASTEST = Kernels.fastest();

  private ChosenKernels() {}

  static Kernels ofProcess() {
    return FASTEST;
  }
}
