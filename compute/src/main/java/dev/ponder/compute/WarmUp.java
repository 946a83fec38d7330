package dev.ponder.compute;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Runs kernels until they are compiled.
///
/// Compilation happens in the background and nothing says when it is done, so this goes by the
/// clock: measured, all kernels reach full speed within the time given here, most of it on one core
/// while the compiler has the other.
final class WarmUp {
  private static final long NANOS = 800_000_000;
  private static final int COLUMNS = 256;
  private static final int ROWS = 64;
  private static final int TOKENS = 2 * Tile.TOKENS;
  private static final int HEAD = 64;

  private WarmUp() {}

  static void run(Kernels kernels, Set<Format> formats, Workers workers) {
    long start = System.nanoTime();
    try (Arena arena = Arena.ofShared()) {
      List<Matrix> matrices = new ArrayList<>();
      for (Format format : formats) {
        long bytes = format.bytes((long) ROWS * COLUMNS);
        matrices.add(new Matrix(format, ROWS, COLUMNS, arena.allocate(bytes)));
      }
      do {
        for (Matrix matrix : matrices) {
          multiply(kernels, matrix, 1, workers);
          multiply(kernels, matrix, TOKENS, workers);
        }
        for (int i = 0; i < TOKENS; i++) {
          rows(kernels);
        }
      } while (System.nanoTime() - start < NANOS);
    }
  }

  private static void multiply(Kernels kernels, Matrix matrix, int tokens, Workers workers) {
    float[] input = new float[tokens * COLUMNS];
    kernels.multiply(List.of(matrix), input, tokens, List.of(new float[tokens * ROWS]), workers);
  }

  private static void rows(Kernels kernels) {
    Rows square = new Rows(new float[COLUMNS * HEAD], 0, HEAD, HEAD);
    Rows output = new Rows(new float[COLUMNS * HEAD], 0, HEAD, HEAD);
    kernels.dots(square, square, HEAD, output);
    kernels.softmax(output.values(), 0, HEAD);
    kernels.addMixture(output, square, HEAD, new Rows(new float[HEAD * HEAD], 0, HEAD, HEAD));
    kernels.rmsNorm(square.values(), 0, new float[COLUMNS], 1, output.values(), 0);
    kernels.siluMultiply(square.values(), output.values(), 0, COLUMNS);
    kernels.rotateHalves(output.values(), 0, new float[HEAD / 2], new float[HEAD / 2]);
    kernels.addScaled(output.values(), 0, square.values(), 0, COLUMNS, 1);
    kernels.dot(output.values(), 0, square.values(), 0, COLUMNS);
  }
}
