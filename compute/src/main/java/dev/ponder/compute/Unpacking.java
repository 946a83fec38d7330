package dev.ponder.compute;

import static dev.ponder.compute.Chunk.FLOAT;
import static dev.ponder.compute.Chunk.INT;
import static dev.ponder.compute.Chunk.MINIMA;
import static dev.ponder.compute.Chunk.SCALES;
import static dev.ponder.compute.Chunk.half;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Unpacks blocks of 32 elements to [Chunk]s.
///
/// The 16 bytes of nibbles of a block are two vectors of 16 elements: the low halves and the high
/// ones. There is no shift of bytes, so integers are shifted and the bits of neighbours masked off.
final class Unpacking {
  private static final VectorSpecies<Byte> SIXTEEN = ByteVector.SPECIES_128;
  private static final VectorSpecies<Byte> WIDE =
      Lanes.COUNT >= 8 ? ByteVector.SPECIES_256 : ByteVector.SPECIES_128;

  static final byte[] UNEVEN = bytes(Blocks.UNEVEN);
  private static final byte[] E2M1 = bytes(Blocks.E2M1);

  private static final long TO_MINIMA = MINIMA - SCALES;

  private Unpacking() {}

  private static byte[] bytes(int[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /// Unpacks whole blocks.
  ///
  /// @param at address of the first
  /// @param chunk address, aligned
  static void unpack(Format format, long at, int columns, long chunk) {
    int blocks = columns / format.blockElements();
    switch (format) {
      case Q4_0 -> q4(at, blocks, chunk);
      case Q4_1 -> q4WithMinimum(at, blocks, chunk);
      case Q5_0 -> q5(at, blocks, chunk);
      case Q5_1 -> q5WithMinimum(at, blocks, chunk);
      case Q8_0 -> q8(at, blocks, chunk);
      case IQ4_NL -> uneven(at, blocks, chunk);
      case MXFP4 -> mxfp4(at, blocks, chunk);
      case Q2_K -> SuperUnpacking.q2(at, blocks, chunk);
      case Q3_K -> SuperUnpacking.q3(at, blocks, chunk);
      case Q4_K -> SuperUnpacking.q4(at, blocks, chunk);
      case Q5_K -> SuperUnpacking.q5(at, blocks, chunk);
      case Q6_K -> SuperUnpacking.q6(at, blocks, chunk);
      case IQ4_XS -> SuperUnpacking.uneven(at, blocks, chunk);
      case F32, F16, BF16 -> throw new IllegalArgumentException(format + " has no blocks");
    }
  }

  private static void q4(long at, int blocks, long chunk) {
    long p = at;
    long q = chunk;
    long scale = chunk + SCALES;
    for (int block = 0; block < blocks; block++) {
      MEMORY.set(FLOAT, scale, half(p));
      ByteVector pairs = ByteVector.fromMemorySegment(SIXTEEN, MEMORY, p + 2, ORDER);
      pairs.and((byte) 15).sub((byte) 8).intoMemorySegment(MEMORY, q, ORDER);
      pairs
          .reinterpretAsInts()
          .lanewise(VectorOperators.LSHR, 4)
          .reinterpretAsBytes()
          .and((byte) 15)
          .sub((byte) 8)
          .intoMemorySegment(MEMORY, q + 16, ORDER);
      p += 18;
      q += 32;
      scale += 4;
    }
  }

  private static void q4WithMinimum(long at, int blocks, long chunk) {
    long p = at;
    long q = chunk;
    long scale = chunk + SCALES;
    for (int block = 0; block < blocks; block++) {
      MEMORY.set(FLOAT, scale, half(p));
      MEMORY.set(FLOAT, scale + TO_MINIMA, half(p + 2));
      ByteVector pairs = ByteVector.fromMemorySegment(SIXTEEN, MEMORY, p + 4, ORDER);
      pairs.and((byte) 15).intoMemorySegment(MEMORY, q, ORDER);
      pairs
          .reinterpretAsInts()
          .lanewise(VectorOperators.LSHR, 4)
          .reinterpretAsBytes()
          .and((byte) 15)
          .intoMemorySegment(MEMORY, q + 16, ORDER);
      p += 20;
      q += 32;
      scale += 4;
    }
  }

  /// Where the fifth bit is clear, 16 is subtracted from the other four.
  private static void q5(long at, int blocks, long chunk) {
    long p = at;
    long q = chunk;
    long scale = chunk + SCALES;
    for (int block = 0; block < blocks; block++) {
      MEMORY.set(FLOAT, scale, half(p));
      int clear = ~MEMORY.get(INT, p + 2);
      ByteVector pairs = ByteVector.fromMemorySegment(SIXTEEN, MEMORY, p + 6, ORDER);
      pairs
          .and((byte) 15)
          .lanewise(VectorOperators.SUB, (byte) 16, VectorMask.fromLong(SIXTEEN, clear & 0xffff))
          .intoMemorySegment(MEMORY, q, ORDER);
      pairs
          .reinterpretAsInts()
          .lanewise(VectorOperators.LSHR, 4)
          .reinterpretAsBytes()
          .and((byte) 15)
          .lanewise(VectorOperators.SUB, (byte) 16, VectorMask.fromLong(SIXTEEN, clear >>> 16))
          .intoMemorySegment(MEMORY, q + 16, ORDER);
      p += 22;
      q += 32;
      scale += 4;
    }
  }

  private static void q5WithMinimum(long at, int blocks, long chunk) {
    long p = at;
    long q = chunk;
    long scale = chunk + SCALES;
    for (int block = 0; block < blocks; block++) {
      MEMORY.set(FLOAT, scale, half(p));
      MEMORY.set(FLOAT, scale + TO_MINIMA, half(p + 2));
      int fifth = MEMORY.get(INT, p + 4);
      ByteVector pairs = ByteVector.fromMemorySegment(SIXTEEN, MEMORY, p + 8, ORDER);
      pairs
          .and((byte) 15)
          .lanewise(VectorOperators.ADD, (byte) 16, VectorMask.fromLong(SIXTEEN, fifth & 0xffff))
          .intoMemorySegment(MEMORY, q, ORDER);
      pairs
          .reinterpretAsInts()
          .lanewise(VectorOperators.LSHR, 4)
          .reinterpretAsBytes()
          .and((byte) 15)
          .lanewise(VectorOperators.ADD, (byte) 16, VectorMask.fromLong(SIXTEEN, fifth >>> 16))
          .intoMemorySegment(MEMORY, q + 16, ORDER);
      p += 24;
      q += 32;
      scale += 4;
    }
  }

  private static void q8(long at, int blocks, long chunk) {
    long p = at;
    long q = chunk;
    long scale = chunk + SCALES;
    for (int block = 0; block < blocks; block++) {
      MEMORY.set(FLOAT, scale, half(p));
      for (int i = 0; i < 32; i += WIDE.length()) {
        ByteVector.fromMemorySegment(WIDE, MEMORY, p + 2 + i, ORDER)
            .intoMemorySegment(MEMORY, q + i, ORDER);
      }
      p += 34;
      q += 32;
      scale += 4;
    }
  }

  private static void uneven(long at, int blocks, long chunk) {
    ByteVector table = ByteVector.fromArray(SIXTEEN, UNEVEN, 0);
    long p = at;
    long q = chunk;
    long scale = chunk + SCALES;
    for (int block = 0; block < blocks; block++) {
      MEMORY.set(FLOAT, scale, half(p));
      ByteVector pairs = ByteVector.fromMemorySegment(SIXTEEN, MEMORY, p + 2, ORDER);
      pairs.and((byte) 15).selectFrom(table).intoMemorySegment(MEMORY, q, ORDER);
      pairs
          .reinterpretAsInts()
          .lanewise(VectorOperators.LSHR, 4)
          .reinterpretAsBytes()
          .and((byte) 15)
          .selectFrom(table)
          .intoMemorySegment(MEMORY, q + 16, ORDER);
      p += 18;
      q += 32;
      scale += 4;
    }
  }

  private static void mxfp4(long at, int blocks, long chunk) {
    ByteVector table = ByteVector.fromArray(SIXTEEN, E2M1, 0);
    long p = at;
    long q = chunk;
    long scale = chunk + SCALES;
    for (int block = 0; block < blocks; block++) {
      int exponent = MEMORY.get(JAVA_BYTE, p) & 0xff;
      MEMORY.set(FLOAT, scale, Blocks.halfOfOne(exponent));
      ByteVector pairs = ByteVector.fromMemorySegment(SIXTEEN, MEMORY, p + 1, ORDER);
      pairs.and((byte) 15).selectFrom(table).intoMemorySegment(MEMORY, q, ORDER);
      pairs
          .reinterpretAsInts()
          .lanewise(VectorOperators.LSHR, 4)
          .reinterpretAsBytes()
          .and((byte) 15)
          .selectFrom(table)
          .intoMemorySegment(MEMORY, q + 16, ORDER);
      p += 17;
      q += 32;
      scale += 4;
    }
  }
}
