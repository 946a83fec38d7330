package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelChoiceTest {
  @Test
  void vectorKernelsAreChosenWhereTheyRun() {
    assertThat(Kernels.fastest().name()).startsWith("vector-");
  }
}
