package dev.ponder.compute;

import static dev.ponder.compute.AttentionKernel.KEYS;
import static dev.ponder.compute.Lanes.BYTES;
import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;
import static dev.ponder.compute.Lanes.INTS;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;
import static dev.ponder.compute.Lanes.SHORT;
import static dev.ponder.compute.Lanes.SHORTS;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/// Turns a head's stored keys and values into floats by vectors.
///
/// A block of one head is unpacked once for all rows of a tile, into arrays that stay in the
/// first-level cache, so attention itself has one form for all types.
final class VectorUnpacking {
  private static final int BITS_BELOW_HALF = 13;
  private static final int SIGN_AND_HALF = 0x8fff_e000;

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ORDER);

  private VectorUnpacking() {}

  /// As [ScalarUnpacking#unpack], to the same bits.
  ///
  /// @param address of the head
  static void unpack(HeadLayout layout, long address, float[] keys, float[] values) {
    int keyCount = layout.width() * KEYS;
    int valueCount = KEYS * layout.stride();
    switch (layout.type()) {
      case F32 -> {
        MemorySegment.copy(MEMORY, FLOAT, address, keys, 0, keyCount);
        MemorySegment.copy(MEMORY, FLOAT, address + layout.valuesAt(), values, 0, valueCount);
      }
      case F16 -> {
        halves(address, keys, keyCount);
        halves(address + layout.valuesAt(), values, valueCount);
      }
      case Q8_0 -> {
        if (BYTES.length() == COUNT) {
          scaledKeys(layout, address, keys);
          scaledValues(layout, address, values);
        } else {
          ScalarUnpacking.unpack(layout, MEMORY.asSlice(address, layout.bytes()), keys, values);
        }
      }
    }
  }

  /// There is no vector operation from half precision yet, so: shift exponent and fraction into
  /// place, clear what the extended sign left between, and multiply by 2^112, the difference of the
  /// exponents' biases, which is exact for subnormal numbers as well. The store writes no infinity;
  /// a NaN becomes a number above the range of halves here, which hides nothing, since what made a
  /// key or a value NaN is in the residual stream too.
  private static void halves(long address, float[] target, int count) {
    long at = address;
    for (int i = 0; i < count; i += COUNT, at += 2L * COUNT) {
      ShortVector stored = ShortVector.fromMemorySegment(SHORTS, MEMORY, at, ORDER);
      IntVector bits = (IntVector) stored.castShape(INTS, 0);
      bits = bits.lanewise(VectorOperators.LSHL, BITS_BELOW_HALF).and(SIGN_AND_HALF);
      bits.reinterpretAsFloats().mul(0x1p112f).intoArray(target, i);
    }
  }

  private static void scaledKeys(HeadLayout layout, long address, float[] target) {
    for (int group = 0; group < layout.groups(); group++) {
      int first = group * CacheType.GROUP;
      int end = Math.min(layout.width(), first + CacheType.GROUP);
      for (int key = 0; key < KEYS; key += COUNT) {
        long scales = address + layout.keyScalesAt() + 2L * (group * KEYS + key);
        ShortVector halves = ShortVector.fromMemorySegment(SHORTS, MEMORY, scales, ORDER);
        IntVector bits = (IntVector) halves.castShape(INTS, 0);
        bits = bits.lanewise(VectorOperators.LSHL, BITS_BELOW_HALF).and(SIGN_AND_HALF);
        FloatVector scale = bits.reinterpretAsFloats().mul(0x1p112f);
        for (int i = first * KEYS + key; i < end * KEYS; i += KEYS) {
          ByteVector bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, address + i, ORDER);
          ((FloatVector) bytes.castShape(FLOATS, 0)).mul(scale).intoArray(target, i);
        }
      }
    }
  }

  private static void scaledValues(HeadLayout layout, long address, float[] target) {
    long at = address + layout.valuesAt();
    long scales = address + layout.valueScalesAt();
    for (int i = 0; i < KEYS * layout.stride(); i += CacheType.GROUP, scales += 2) {
      float scale = Float.float16ToFloat(MEMORY.get(SHORT, scales));
      for (int j = 0; j < CacheType.GROUP; j += COUNT, at += COUNT) {
        ByteVector bytes = ByteVector.fromMemorySegment(BYTES, MEMORY, at, ORDER);
        ((FloatVector) bytes.castShape(FLOATS, 0)).mul(scale).intoArray(target, i + j);
      }
    }
  }
}
