package dev.ponder.compute;

import static dev.ponder.compute.Chunk.FLOAT;
import static dev.ponder.compute.Chunk.MINIMA;
import static dev.ponder.compute.Chunk.SCALES;
import static dev.ponder.compute.Lanes.BYTES;
import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;
import static dev.ponder.compute.Lanes.MEMORY;
import static dev.ponder.compute.Lanes.ORDER;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;

/// Makes floats of a row of packed weights, by way of [Chunk]s, and puts them where [Tile] reads
/// them. The floats are those of [ChunkQuad], bit for bit.
final class ChunkPanel {
  private ChunkPanel() {}

  /// @param row address of the row
  /// @param chunk address of room for a chunk
  /// @param panel address of the row's first vector in the panel
  static void dequantize(Format format, long row, int columns, long chunk, long panel) {
    for (int start = 0; start < columns; start += Chunk.COLUMNS) {
      int count = Math.min(Chunk.COLUMNS, columns - start);
      Unpacking.unpack(format, row + format.bytes(start), count, chunk);
      long to = panel + 4L * start * Tile.ROWS;
      switch (Chunk.grouping(format)) {
        case SIXTEEN -> sixteen(chunk, count, to);
        case SIXTEEN_WITH_MINIMUM -> sixteenWithMinimum(chunk, count, to);
        case THIRTY_TWO -> thirtyTwo(chunk, count, to);
        case THIRTY_TWO_WITH_MINIMUM -> thirtyTwoWithMinimum(chunk, count, to);
      }
    }
  }

  private static void sixteen(long chunk, int columns, long panel) {
    for (int start = 0; start < columns; start += 16) {
      FloatVector scale =
          FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, chunk + SCALES + start / 4));
      for (int i = start; i < start + 16; i += COUNT) {
        ByteVector q = ByteVector.fromMemorySegment(BYTES, MEMORY, chunk + i, ORDER);
        ((FloatVector) q.castShape(FLOATS, 0))
            .mul(scale)
            .intoMemorySegment(MEMORY, panel + 4L * i * Tile.ROWS, ORDER);
      }
    }
  }

  private static void sixteenWithMinimum(long chunk, int columns, long panel) {
    for (int start = 0; start < columns; start += 16) {
      FloatVector scale =
          FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, chunk + SCALES + start / 4));
      FloatVector minimum =
          FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, chunk + MINIMA + start / 4));
      for (int i = start; i < start + 16; i += COUNT) {
        ByteVector q = ByteVector.fromMemorySegment(BYTES, MEMORY, chunk + i, ORDER);
        ((FloatVector) q.castShape(FLOATS, 0))
            .fma(scale, minimum)
            .intoMemorySegment(MEMORY, panel + 4L * i * Tile.ROWS, ORDER);
      }
    }
  }

  private static void thirtyTwo(long chunk, int columns, long panel) {
    for (int start = 0; start < columns; start += 32) {
      FloatVector scale =
          FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, chunk + SCALES + start / 8));
      for (int i = start; i < start + 32; i += COUNT) {
        ByteVector q = ByteVector.fromMemorySegment(BYTES, MEMORY, chunk + i, ORDER);
        ((FloatVector) q.castShape(FLOATS, 0))
            .mul(scale)
            .intoMemorySegment(MEMORY, panel + 4L * i * Tile.ROWS, ORDER);
      }
    }
  }

  private static void thirtyTwoWithMinimum(long chunk, int columns, long panel) {
    for (int start = 0; start < columns; start += 32) {
      FloatVector scale =
          FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, chunk + SCALES + start / 8));
      FloatVector minimum =
          FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, chunk + MINIMA + start / 8));
      for (int i = start; i < start + 32; i += COUNT) {
        ByteVector q = ByteVector.fromMemorySegment(BYTES, MEMORY, chunk + i, ORDER);
        ((FloatVector) q.castShape(FLOATS, 0))
            .fma(scale, minimum)
            .intoMemorySegment(MEMORY, panel + 4L * i * Tile.ROWS, ORDER);
      }
    }
  }
}
