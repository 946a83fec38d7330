package dev.ponder.compute;

import static dev.ponder.compute.Chunk.INT;
import static dev.ponder.compute.Chunk.LONG;
import static dev.ponder.compute.Chunk.MINIMA;
import static dev.ponder.compute.Chunk.SCALES;
import static dev.ponder.compute.Chunk.SPACE;
import static dev.ponder.compute.Chunk.half;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Unpacks super blocks of 256 elements to [Chunk]s; [SuperBlocks] has their layouts.
///
/// Scales of six bits are put together as bytes in general registers, eight at a time, and become
/// floats as a vector.
final class SuperUnpacking {
  private static final VectorSpecies<Byte> SIXTEEN = ByteVector.SPECIES_128;

  /// For the quantised values.
  private static final VectorSpecies<Byte> WIDE =
      Lanes.COUNT >= 8 ? ByteVector.SPECIES_256 : ByteVector.SPECIES_128;

  /// For the scales: eight or, where vectors are that short, four at a time.
  private static final VectorSpecies<Float> SOME =
      Lanes.COUNT >= 8 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;

  private static final VectorSpecies<Integer> SOME_INTS =
      Lanes.COUNT >= 8 ? IntVector.SPECIES_256 : IntVector.SPECIES_128;

  private static final long LOW_FOUR = 0x0f0f0f0f0f0f0f0fL;
  private static final int LOW_SIX = 0x3f3f3f3f;
  private static final int UPPER_TWO = 0x30303030;

  private SuperUnpacking() {}

  /// Eight signed bytes as floats, `(byte - less) * scale`.
  private static void scale(long bytes, int less, float scale, long space, long output) {
    MEMORY.set(LONG, space, bytes);
    ByteVector eight = ByteVector.fromMemorySegment(ByteVector.SPECIES_64, MEMORY, space, ORDER);
    for (int part = 0; part < 8 / SOME.length(); part++) {
      IntVector ints = (IntVector) eight.castShape(SOME_INTS, part);
      ((FloatVector) ints.sub(less).castShape(SOME, 0))
          .mul(scale)
          .intoMemorySegment(MEMORY, output + part * SOME.vectorByteSize(), ORDER);
    }
  }

  static void q2(long at, int blocks, long chunk) {
    for (int block = 0; block < blocks; block++) {
      long p = at + 84L * block;
      float scale = half(p + 80);
      float minimum = -half(p + 82);
      for (int i = 0; i < 16; i += 8) {
        long both = MEMORY.get(LONG, p + i);
        long to = chunk + 64L * block + 4L * i;
        scale(both & LOW_FOUR, 0, scale, chunk + SPACE, to + SCALES);
        scale(both >>> 4 & LOW_FOUR, 0, minimum, chunk + SPACE, to + MINIMA);
      }
      for (int i = 0; i < 64; i += WIDE.length()) {
        long q = chunk + 256L * block + i / 32 * 128 + i % 32;
        IntVector v =
            ByteVector.fromMemorySegment(WIDE, MEMORY, p + 16 + i, ORDER).reinterpretAsInts();
        for (int part = 0; part < 4; part++) {
          v.lanewise(VectorOperators.LSHR, 2 * part)
              .and(0x03030303)
              .reinterpretAsBytes()
              .intoMemorySegment(MEMORY, q + 32L * part, ORDER);
        }
      }
    }
  }

  static void q3(long at, int blocks, long chunk) {
    for (int block = 0; block < blocks; block++) {
      long p = at + 110L * block;
      q3Scales(p, chunk, chunk + SCALES + 64L * block);
      for (int i = 0; i < 64; i += WIDE.length()) {
        long q = chunk + 256L * block + i / 32 * 128 + i % 32;
        IntVector v =
            ByteVector.fromMemorySegment(WIDE, MEMORY, p + 32 + i, ORDER).reinterpretAsInts();
        IntVector high =
            ByteVector.fromMemorySegment(WIDE, MEMORY, p + i % 32, ORDER).reinterpretAsInts();
        for (int part = 0; part < 4; part++) {
          IntVector third =
              high.lanewise(VectorOperators.LSHR, i / 32 * 4 + part)
                  .and(0x01010101)
                  .lanewise(VectorOperators.LSHL, 2);
          v.lanewise(VectorOperators.LSHR, 2 * part)
              .and(0x03030303)
              .or(third)
              .reinterpretAsBytes()
              .sub((byte) 4)
              .intoMemorySegment(MEMORY, q + 32L * part, ORDER);
        }
      }
    }
  }

  private static void q3Scales(long p, long chunk, long output) {
    float scale = half(p + 108);
    long low = MEMORY.get(LONG, p + 96);
    long high = MEMORY.get(INT, p + 104) & 0xffffffffL;
    // Bits 0 and 1 belong to the first four scales, 2 and 3 to the next, and so on.
    long first = (high | high << 30) & 0x0303030303030303L;
    long second = (high >>> 4 | high << 26) & 0x0303030303030303L;
    scale(low & LOW_FOUR | first << 4, 32, scale, chunk + SPACE, output);
    scale(low >>> 4 & LOW_FOUR | second << 4, 32, scale, chunk + SPACE, output + 32);
  }

  static void q4(long at, int blocks, long chunk) {
    for (int block = 0; block < blocks; block++) {
      long p = at + 144L * block;
      sixBitScales(p, chunk, 32L * block);
      nibbles(p + 16, chunk + 256L * block);
    }
  }

  private static void nibbles(long p, long q) {
    for (int i = 0; i < 128; i += WIDE.length()) {
      IntVector v = ByteVector.fromMemorySegment(WIDE, MEMORY, p + i, ORDER).reinterpretAsInts();
      long to = q + i / 32 * 64 + i % 32;
      v.and(0x0f0f0f0f).reinterpretAsBytes().intoMemorySegment(MEMORY, to, ORDER);
      v.lanewise(VectorOperators.LSHR, 4)
          .and(0x0f0f0f0f)
          .reinterpretAsBytes()
          .intoMemorySegment(MEMORY, to + 32, ORDER);
    }
  }

  /// Of Q4_K and Q5_K.
  private static void sixBitScales(long p, long chunk, long place) {
    int a = MEMORY.get(INT, p + 4);
    int b = MEMORY.get(INT, p + 8);
    int c = MEMORY.get(INT, p + 12);
    long scales = pack(a & LOW_SIX, c & (int) LOW_FOUR | a >>> 2 & UPPER_TWO);
    long minima = pack(b & LOW_SIX, c >>> 4 & (int) LOW_FOUR | b >>> 2 & UPPER_TWO);
    scale(scales, 0, half(p), chunk + SPACE, chunk + SCALES + place);
    scale(minima, 0, -half(p + 2), chunk + SPACE, chunk + MINIMA + place);
  }

  private static long pack(int low, int high) {
    return low & 0xffffffffL | (long) high << 32;
  }

  static void q5(long at, int blocks, long chunk) {
    for (int block = 0; block < blocks; block++) {
      long p = at + 176L * block;
      sixBitScales(p, chunk, 32L * block);
      for (int i = 0; i < 128; i += WIDE.length()) {
        IntVector v =
            ByteVector.fromMemorySegment(WIDE, MEMORY, p + 48 + i, ORDER).reinterpretAsInts();
        IntVector high =
            ByteVector.fromMemorySegment(WIDE, MEMORY, p + 16 + i % 32, ORDER)
                .reinterpretAsInts()
                .lanewise(VectorOperators.LSHR, i / 32 * 2);
        long to = chunk + 256L * block + i / 32 * 64 + i % 32;
        v.and(0x0f0f0f0f)
            .or(high.lanewise(VectorOperators.LSHL, 4).and(0x10101010))
            .reinterpretAsBytes()
            .intoMemorySegment(MEMORY, to, ORDER);
        v.lanewise(VectorOperators.LSHR, 4)
            .and(0x0f0f0f0f)
            .or(high.lanewise(VectorOperators.LSHL, 3).and(0x10101010))
            .reinterpretAsBytes()
            .intoMemorySegment(MEMORY, to + 32, ORDER);
      }
    }
  }

  static void q6(long at, int blocks, long chunk) {
    for (int block = 0; block < blocks; block++) {
      long p = at + 210L * block;
      float scale = half(p + 208);
      for (int i = 0; i < 16; i += 8) {
        long bytes = MEMORY.get(LONG, p + 192 + i);
        scale(bytes, 0, scale, chunk + SPACE, chunk + SCALES + 64L * block + 4L * i);
      }
      for (int i = 0; i < 64; i += WIDE.length()) {
        long from = p + i / 32 * 64 + i % 32;
        long to = chunk + 256L * block + i / 32 * 128 + i % 32;
        IntVector a = ByteVector.fromMemorySegment(WIDE, MEMORY, from, ORDER).reinterpretAsInts();
        IntVector b =
            ByteVector.fromMemorySegment(WIDE, MEMORY, from + 32, ORDER).reinterpretAsInts();
        IntVector high =
            ByteVector.fromMemorySegment(WIDE, MEMORY, p + 128 + i, ORDER).reinterpretAsInts();
        a.and(0x0f0f0f0f)
            .or(high.lanewise(VectorOperators.LSHL, 4).and(UPPER_TWO))
            .reinterpretAsBytes()
            .sub((byte) 32)
            .intoMemorySegment(MEMORY, to, ORDER);
        b.and(0x0f0f0f0f)
            .or(high.lanewise(VectorOperators.LSHL, 2).and(UPPER_TWO))
            .reinterpretAsBytes()
            .sub((byte) 32)
            .intoMemorySegment(MEMORY, to + 32, ORDER);
        a.lanewise(VectorOperators.LSHR, 4)
            .and(0x0f0f0f0f)
            .or(high.and(UPPER_TWO))
            .reinterpretAsBytes()
            .sub((byte) 32)
            .intoMemorySegment(MEMORY, to + 64, ORDER);
        b.lanewise(VectorOperators.LSHR, 4)
            .and(0x0f0f0f0f)
            .or(high.lanewise(VectorOperators.LSHR, 2).and(UPPER_TWO))
            .reinterpretAsBytes()
            .sub((byte) 32)
            .intoMemorySegment(MEMORY, to + 96, ORDER);
      }
    }
  }

  static void uneven(long at, int blocks, long chunk) {
    ByteVector table = ByteVector.fromArray(SIXTEEN, Unpacking.UNEVEN, 0);
    for (int block = 0; block < blocks; block++) {
      long p = at + 136L * block;
      unevenScales(p, chunk, chunk + SCALES + 32L * block);
      for (int group = 0; group < 8; group++) {
        ByteVector pairs = ByteVector.fromMemorySegment(SIXTEEN, MEMORY, p + 8 + 16 * group, ORDER);
        long q = chunk + 256L * block + 32L * group;
        pairs.and((byte) 15).selectFrom(table).intoMemorySegment(MEMORY, q, ORDER);
        pairs
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHR, 4)
            .reinterpretAsBytes()
            .and((byte) 15)
            .selectFrom(table)
            .intoMemorySegment(MEMORY, q + 16, ORDER);
      }
    }
  }

  private static void unevenScales(long p, long chunk, long output) {
    long low = spread(MEMORY.get(INT, p + 4) & 0xffffffffL, 4) & LOW_FOUR;
    long high = spread(MEMORY.get(Lanes.SHORT, p + 2) & 0xffffL, 2) & 0x0303030303030303L;
    scale(low | high << 4, 32, half(p), chunk + SPACE, output);
  }

  /// Moves the eight fields of so many bits each to the bytes of a long; what lies between them is
  /// left over.
  private static long spread(long packed, int bits) {
    long spread = (packed | packed << 32 - 4 * bits) & 0x0000ffff0000ffffL;
    spread = (spread | spread << 16 - 2 * bits) & 0x00ff00ff00ff00ffL;
    return spread | spread << 8 - bits;
  }
}
