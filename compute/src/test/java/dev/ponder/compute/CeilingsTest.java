package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.compute.Ceilings.Arithmetic;
import dev.ponder.compute.Ceilings.Effort;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CeilingsTest {
  /// A round of each.
  private static final Effort LEAST = new Effort(Duration.ZERO, 1 << 20);

  @Test
  void bytesAreMeasuredWhereTheKernelsMultiplyThem() throws InterruptedException {
    Kernels fastest = Kernels.fastest();
    try (Workers workers = new Workers(2)) {
      Ceilings ceilings = Ceilings.measure(fastest, workers, LEAST);
      assertThat(ceilings.bytesPerSecond()).isPositive().isFinite();
      assertThat(ceilings.operationsPerSecond().get(Arithmetic.FLOAT32)).isPositive().isFinite();
      assertThat(ceilings.operationsPerSecond().containsKey(Arithmetic.INT8))
          .isEqualTo(fastest.name().startsWith("native"));
    }
  }

  @Test
  void allOfTheMemoryIsRead() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(Peak.READ_BYTES, 64);
      memory.fill((byte) 1);
      assertThat(Peak.read(memory.address())).isEqualTo((int) (Peak.READ_BYTES / 4 * 0x01010101L));
    }
  }

  @Test
  void everySumIsComputedToItsEnd() {
    // Each of the twelve approaches 1 by halves.
    assertThat(Peak.multiplyAndAdd(0.5f)).isEqualTo(12f * Lanes.COUNT);
  }

  @Test
  void anInterruptedThreadStopsMeasuring() {
    try (Workers workers = new Workers(1)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> Ceilings.measure(new ScalarKernels(), workers, LEAST))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
  }
}
