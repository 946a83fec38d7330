package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is stored comes back, to the precision of its type, whoever reads it.
final class HeadLayoutTest {
  private static final int KEYS = AttentionKernel.KEYS;

  private static Stream<HeadLayout> layouts() {
    return Stream.of(CacheType.values())
        .flatMap(
            type -> Stream.of(1, 8, 20, 32, 64, 80, 128).map(width -> new HeadLayout(type, width)));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void keepsWhatItIsGiven(HeadLayout layout) {
    Random random = new Random(layout.width());
    float[] keys = gaussians(random, KEYS * layout.width());
    float[] values = gaussians(random, KEYS * layout.width());
    try (Arena arena = Arena.ofConfined()) {
      Unpacked read = Unpacked.of(layout, stored(layout, keys, values, arena));
      for (int i = 0; i < KEYS * layout.width(); i++) {
        int slot = i / layout.width();
        int element = i % layout.width();
        assertClose(layout, keys, i, read.keys[element * KEYS + slot]);
        assertClose(layout, values, i, read.values[slot * layout.stride() + element]);
      }
      for (int i = 0; i < read.values.length; i++) {
        if (i % layout.stride() >= layout.width()) {
          assertThat(read.values[i]).isZero();
        }
      }
    }
  }

  /// Half a unit in the last place of a half, or half a step of the group's scale and what the
  /// scale's own rounding adds to 127 steps.
  private static void assertClose(HeadLayout layout, float[] source, int at, float actual) {
    float expected = source[at];
    double tolerance =
        switch (layout.type()) {
          case F32 -> 0;
          case F16 -> Math.max(Math.abs(expected) * 0x1p-11, 0x1p-25);
          case Q8_0 -> {
            int start = at / layout.width() * layout.width();
            int group = start + at % layout.width() / 32 * 32;
            int end = Math.min(start + layout.width(), group + 32);
            double largest = 0;
            for (int i = group; i < end; i++) {
              largest = Math.max(largest, Math.abs(source[i]));
            }
            yield largest / 127 * 0.57;
          }
        };
    assertThat((double) actual).isBetween(expected - tolerance, expected + tolerance);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void vectorsReadTheSameBits(HeadLayout layout) {
    Random random = new Random(5);
    float[] keys = gaussians(random, KEYS * layout.width());
    float[] values = gaussians(random, KEYS * layout.width());
    for (int i = 0; i < keys.length; i += 7) {
      keys[i] *= (float) Math.pow(10, random.nextInt(-9, 6));
      values[i] *= (float) Math.pow(10, random.nextInt(-9, 6));
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment head = stored(layout, keys, values, arena);
      Unpacked scalar = Unpacked.of(layout, head);
      Unpacked vector = new Unpacked(layout);
      VectorUnpacking.unpack(layout, head.address(), vector.keys, vector.values);
      assertThat(vector.keys).isEqualTo(scalar.keys);
      assertThat(vector.values).isEqualTo(scalar.values);
    }
  }

  @ParameterizedTest
  @EnumSource(CacheType.class)
  void aPositionLeavesItsNeighboursAlone(CacheType type) {
    HeadLayout layout = new HeadLayout(type, 40);
    float[] keys = gaussians(new Random(1), KEYS * 40);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment head = stored(layout, keys, keys, arena);
      Unpacked before = Unpacked.of(layout, head);
      float[] other = gaussians(new Random(2), 40);
      layout.storeKey(head, 7, other, 0);
      layout.storeValue(head, 7, other, 0);
      Unpacked after = Unpacked.of(layout, head);
      for (int i = 0; i < KEYS * 40; i++) {
        if (i % KEYS != 7) {
          assertThat(after.keys[i]).isEqualTo(before.keys[i]);
        }
      }
      for (int i = 0; i < KEYS * layout.stride(); i++) {
        if (i / layout.stride() != 7) {
          assertThat(after.values[i]).isEqualTo(before.values[i]);
        }
      }
    }
  }

  @Test
  void saturates() {
    float[] wild = {1e30f, -1e30f, 0, 65504, 1e-30f, -0f};
    try (Arena arena = Arena.ofConfined()) {
      HeadLayout half = new HeadLayout(CacheType.F16, wild.length);
      Unpacked read = Unpacked.of(half, stored(half, repeated(wild), repeated(wild), arena));
      assertThat(read.values).startsWith(65504, -65504, 0, 65504, 0, -0f);
      HeadLayout bytes = new HeadLayout(CacheType.Q8_0, wild.length);
      read = Unpacked.of(bytes, stored(bytes, repeated(wild), repeated(wild), arena));
      assertThat(read.values).startsWith(65504 * 127f, -65504 * 127f, 0, 65504, 0, 0);
    }
  }

  @Test
  void takesTheSpaceThatItsTypePromises() {
    assertThat(new HeadLayout(CacheType.F32, 128).bytes()).isEqualTo(2 * 4 * 128 * 32);
    assertThat(new HeadLayout(CacheType.F16, 128).bytes()).isEqualTo(2 * 2 * 128 * 32);
    assertThat(new HeadLayout(CacheType.Q8_0, 128).bytes()).isEqualTo(2 * 34 * 4 * 32);
    assertThatThrownBy(() -> new HeadLayout(CacheType.F16, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static float[] repeated(float[] once) {
    float[] all = new float[KEYS * once.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = once[i % once.length];
    }
    return all;
  }

  /// A block of those keys and values, position after position.
  private static MemorySegment stored(
      HeadLayout layout, float[] keys, float[] values, Arena arena) {
    MemorySegment head = arena.allocate(layout.bytes());
    for (int slot = 0; slot < KEYS; slot++) {
      layout.storeKey(head, slot, keys, slot * layout.width());
      layout.storeValue(head, slot, values, slot * layout.width());
    }
    return head;
  }

  private static float[] gaussians(Random random, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) random.nextGaussian();
    }
    return floats;
  }

  private record Unpacked(float[] keys, float[] values) {
    Unpacked(HeadLayout layout) {
      this(new float[layout.width() * KEYS], new float[KEYS * layout.stride()]);
    }

    static Unpacked of(HeadLayout layout, MemorySegment head) {
      Unpacked unpacked = new Unpacked(layout);
      ScalarUnpacking.unpack(layout, head, unpacked.keys, unpacked.values);
      return unpacked;
    }
  }
}
