package dev.ponder.compute;

import static dev.ponder.compute.Chunk.FLOAT;
import static dev.ponder.compute.Chunk.MINIMA;
import static dev.ponder.compute.Chunk.SCALES;
import static dev.ponder.compute.Chunk.SIZE;
import static dev.ponder.compute.Lanes.BYTES;
import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;

/// Four rows of packed weights by one token, by way of [Chunk]s: bytes become floats in registers.
///
/// The rows are neighbours, since each is read alone while it is unpacked.
final class ChunkQuad {
  /// Rows at once.
  static final int ROWS = 4;

  private static final long TO_MINIMA = MINIMA - SCALES;

  private ChunkQuad() {}

  /// Sums over all columns; their lanes go to `sums[0 .. ROWS * COUNT)` from `offset`.
  ///
  /// @param rows addresses of the rows
  /// @param x address of the activations
  /// @param chunks address of room for a chunk of each row
  static void multiply(
      Format format, long[] rows, int columns, long x, long chunks, float[] sums, int offset) {
    Arrays.fill(sums, offset, offset + ROWS * COUNT, 0);
    for (int start = 0; start < columns; start += Chunk.COLUMNS) {
      int count = Math.min(Chunk.COLUMNS, columns - start);
      long place = format.bytes(start);
      for (int r = 0; r < ROWS; r++) {
        Unpacking.unpack(format, rows[r] + place, count, chunks + r * SIZE);
      }
      long at = x + 4L * start;
      switch (Chunk.grouping(format)) {
        case SIXTEEN -> sixteen(chunks, count, at, sums, offset);
        case SIXTEEN_WITH_MINIMUM -> sixteenWithMinimum(chunks, count, at, sums, offset);
        case THIRTY_TWO -> thirtyTwo(chunks, count, at, sums, offset);
        case THIRTY_TWO_WITH_MINIMUM -> thirtyTwoWithMinimum(chunks, count, at, sums, offset);
      }
    }
  }

  private static void sixteen(long chunks, int columns, long x, float[] sums, int offset) {
    long bytes = chunks;
    long scales = chunks + SCALES;
    long input = x;
    FloatVector a = FloatVector.fromArray(FLOATS, sums, offset);
    FloatVector b = FloatVector.fromArray(FLOATS, sums, offset + COUNT);
    FloatVector c = FloatVector.fromArray(FLOATS, sums, offset + 2 * COUNT);
    FloatVector d = FloatVector.fromArray(FLOATS, sums, offset + 3 * COUNT);
    for (int start = 0; start < columns; start += 16) {
      FloatVector scaleA = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales));
      FloatVector scaleB = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + SIZE));
      FloatVector scaleC = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + 2 * SIZE));
      FloatVector scaleD = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + 3 * SIZE));
      for (int i = 0; i < 16; i += COUNT) {
        FloatVector v = FloatVector.fromMemorySegment(FLOATS, MEMORY, input + 4L * i, ORDER);
        ByteVector q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + i, ORDER);
        a = ((FloatVector) q.castShape(FLOATS, 0)).mul(scaleA).fma(v, a);
        q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + SIZE + i, ORDER);
        b = ((FloatVector) q.castShape(FLOATS, 0)).mul(scaleB).fma(v, b);
        q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + 2 * SIZE + i, ORDER);
        c = ((FloatVector) q.castShape(FLOATS, 0)).mul(scaleC).fma(v, c);
        q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + 3 * SIZE + i, ORDER);
        d = ((FloatVector) q.castShape(FLOATS, 0)).mul(scaleD).fma(v, d);
      }
      bytes += 16;
      scales += 4;
      input += 4L * 16;
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
    c.intoArray(sums, offset + 2 * COUNT);
    d.intoArray(sums, offset + 3 * COUNT);
  }

  private static void sixteenWithMinimum(
      long chunks, int columns, long x, float[] sums, int offset) {
    long bytes = chunks;
    long scales = chunks + SCALES;
    long input = x;
    FloatVector a = FloatVector.fromArray(FLOATS, sums, offset);
    FloatVector b = FloatVector.fromArray(FLOATS, sums, offset + COUNT);
    FloatVector c = FloatVector.fromArray(FLOATS, sums, offset + 2 * COUNT);
    FloatVector d = FloatVector.fromArray(FLOATS, sums, offset + 3 * COUNT);
    for (int start = 0; start < columns; start += 16) {
      FloatVector scaleA = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales));
      FloatVector minimumA = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + TO_MINIMA));
      FloatVector scaleB = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + SIZE));
      FloatVector minimumB =
          FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + SIZE + TO_MINIMA));
      FloatVector scaleC = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + 2 * SIZE));
      FloatVector minimumC =
          FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + 2 * SIZE + TO_MINIMA));
      FloatVector scaleD = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + 3 * SIZE));
      FloatVector minimumD =
          FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + 3 * SIZE + TO_MINIMA));
      for (int i = 0; i < 16; i += COUNT) {
        FloatVector v = FloatVector.fromMemorySegment(FLOATS, MEMORY, input + 4L * i, ORDER);
        ByteVector q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + i, ORDER);
        a = ((FloatVector) q.castShape(FLOATS, 0)).fma(scaleA, minimumA).fma(v, a);
        q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + SIZE + i, ORDER);
        b = ((FloatVector) q.castShape(FLOATS, 0)).fma(scaleB, minimumB).fma(v, b);
        q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + 2 * SIZE + i, ORDER);
        c = ((FloatVector) q.castShape(FLOATS, 0)).fma(scaleC, minimumC).fma(v, c);
        q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + 3 * SIZE + i, ORDER);
        d = ((FloatVector) q.castShape(FLOATS, 0)).fma(scaleD, minimumD).fma(v, d);
      }
      bytes += 16;
      scales += 4;
      input += 4L * 16;
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
    c.intoArray(sums, offset + 2 * COUNT);
    d.intoArray(sums, offset + 3 * COUNT);
  }

  private static void thirtyTwo(long chunks, int columns, long x, float[] sums, int offset) {
    long bytes = chunks;
    long scales = chunks + SCALES;
    long input = x;
    FloatVector a = FloatVector.fromArray(FLOATS, sums, offset);
    FloatVector b = FloatVector.fromArray(FLOATS, sums, offset + COUNT);
    FloatVector c = FloatVector.fromArray(FLOATS, sums, offset + 2 * COUNT);
    FloatVector d = FloatVector.fromArray(FLOATS, sums, offset + 3 * COUNT);
    for (int start = 0; start < columns; start += 32) {
      FloatVector scaleA = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales));
      FloatVector scaleB = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + SIZE));
      FloatVector scaleC = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + 2 * SIZE));
      FloatVector scaleD = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + 3 * SIZE));
      for (int i = 0; i < 32; i += COUNT) {
        FloatVector v = FloatVector.fromMemorySegment(FLOATS, MEMORY, input + 4L * i, ORDER);
        ByteVector q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + i, ORDER);
        a = ((FloatVector) q.castShape(FLOATS, 0)).mul(scaleA).fma(v, a);
        q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + SIZE + i, ORDER);
        b = ((FloatVector) q.castShape(FLOATS, 0)).mul(scaleB).fma(v, b);
        q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + 2 * SIZE + i, ORDER);
        c = ((FloatVector) q.castShape(FLOATS, 0)).mul(scaleC).fma(v, c);
        q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + 3 * SIZE + i, ORDER);
        d = ((FloatVector) q.castShape(FLOATS, 0)).mul(scaleD).fma(v, d);
      }
      bytes += 32;
      scales += 4;
      input += 4L * 32;
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
    c.intoArray(sums, offset + 2 * COUNT);
    d.intoArray(sums, offset + 3 * COUNT);
  }

  private static void thirtyTwoWithMinimum(
      long chunks, int columns, long x, float[] sums, int offset) {
    long bytes = chunks;
    long scales = chunks + SCALES;
    long input = x;
    FloatVector a = FloatVector.fromArray(FLOATS, sums, offset);
    FloatVector b = FloatVector.fromArray(FLOATS, sums, offset + COUNT);
    FloatVector c = FloatVector.fromArray(FLOATS, sums, offset + 2 * COUNT);
    FloatVector d = FloatVector.fromArray(FLOATS, sums, offset + 3 * COUNT);
    for (int start = 0; start < columns; start += 32) {
      FloatVector scaleA = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales));
      FloatVector minimumA = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + TO_MINIMA));
      FloatVector scaleB = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + SIZE));
      FloatVector minimumB =
          FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + SIZE + TO_MINIMA));
      FloatVector scaleC = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + 2 * SIZE));
      FloatVector minimumC =
          FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + 2 * SIZE + TO_MINIMA));
      FloatVector scaleD = FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + 3 * SIZE));
      FloatVector minimumD =
          FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, scales + 3 * SIZE + TO_MINIMA));
      for (int i = 0; i < 32; i += COUNT) {
        FloatVector v = FloatVector.fromMemorySegment(FLOATS, MEMORY, input + 4L * i, ORDER);
        ByteVector q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + i, ORDER);
        a = ((FloatVector) q.castShape(FLOATS, 0)).fma(scaleA, minimumA).fma(v, a);
        q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + SIZE + i, ORDER);
        b = ((FloatVector) q.castShape(FLOATS, 0)).fma(scaleB, minimumB).fma(v, b);
        q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + 2 * SIZE + i, ORDER);
        c = ((FloatVector) q.castShape(FLOATS, 0)).fma(scaleC, minimumC).fma(v, c);
        q = ByteVector.fromMemorySegment(BYTES, MEMORY, bytes + 3 * SIZE + i, ORDER);
        d = ((FloatVector) q.castShape(FLOATS, 0)).fma(scaleD, minimumD).fma(v, d);
      }
      bytes += 32;
      scales += 4;
      input += 4L * 32;
    }
    a.intoArray(sums, offset);
    b.intoArray(sums, offset + COUNT);
    c.intoArray(sums, offset + 2 * COUNT);
    d.intoArray(sums, offset + 3 * COUNT);
  }
}
