package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {
  @Test
  void vectorKernelsAreChosenWhereTheyRun() {
    assertThat(Kernels.fastest().name()).startsWith("vector-");
  }

  @Test
  void kernelsWarmUpWithEveryFormat() {
    try (Workers workers = new Workers(2)) {
      Kernels.fastest().warmUp(EnumSet.allOf(Format.class), workers);
    }
  }
}
