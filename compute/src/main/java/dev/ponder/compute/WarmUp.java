package dev.ponder.compute;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Runs kernels until they are compiled.
///
/// The JIT compiler takes up a method after so many thousand rounds of its loops, which these runs
/// exceed several times, and compiles it in the background while the next kernels run. Where the
/// processor is busy with other work they end by the clock.
final class WarmUp {
  private static final long NANOS = 2_000_000_000;
  private static final long NANOS_EACH = 500_000_000;
  private static final int RUNS = 300;

  private static final int COLUMNS = 256;
  private static final int ROWS = 64;
  private static final int TOKENS = 2 * Tile.TOKENS + Tile.TOKENS / 2;
  private static final int HEAD = 64;
  private static final int POSITIONS = 16;

  private WarmUp() {}

  static void run(Kernels kernels, Set<Format> formats, Workers workers) {
    long deadline = System.nanoTime() + NANOS;
    try (Arena arena = Arena.ofShared()) {
      for (Runnable work : work(kernels, formats, workers, arena)) {
        untilCompiled(work, Math.min(deadline, System.nanoTime() + NANOS_EACH));
      }
    }
  }

  private static void untilCompiled(Runnable work, long deadline) {
    for (int run = 0; run < RUNS && System.nanoTime() < deadline; run++) {
      work.run();
    }
  }

  private static List<Runnable> work(
      Kernels kernels, Set<Format> formats, Workers workers, Arena arena) {
    List<Runnable> work = new ArrayList<>();
    for (Format format : formats) {
      long bytes = format.bytes((long) ROWS * COLUMNS);
      Matrix matrix = new Matrix(format, ROWS, COLUMNS, arena.allocate(bytes));
      work.add(() -> multiply(kernels, matrix, 1, workers));
      work.add(() -> multiply(kernels, matrix, TOKENS, workers));
    }
    work.add(() -> workers.forEachBand(workers.threads(), 1, (_, _, _) -> attention(kernels)));
    work.add(() -> workers.forEachBand(workers.threads(), 1, (_, _, _) -> functions(kernels)));
    return work;
  }

  private static void multiply(Kernels kernels, Matrix matrix, int tokens, Workers workers) {
    float[] input = new float[tokens * COLUMNS];
    kernels.multiply(List.of(matrix), input, tokens, List.of(new float[tokens * ROWS]), workers);
  }

  private static void attention(Kernels kernels) {
    Rows keys = new Rows(new float[POSITIONS * HEAD], 0, HEAD, POSITIONS);
    Rows scores = new Rows(new float[POSITIONS * POSITIONS], 0, POSITIONS, POSITIONS);
    Rows mixtures = new Rows(new float[POSITIONS * HEAD], 0, HEAD, POSITIONS);
    kernels.dots(keys, keys, HEAD, scores);
    kernels.softmax(scores.values(), 0, POSITIONS);
    kernels.addMixture(scores, keys, HEAD, mixtures);
    kernels.addScaled(mixtures.values(), 0, keys.values(), 0, HEAD, 1);
    kernels.dot(mixtures.values(), 0, keys.values(), 0, HEAD);
  }

  private static void functions(Kernels kernels) {
    float[] x = new float[COLUMNS];
    float[] y = new float[COLUMNS];
    float[] angles = new float[HEAD / 2];
    kernels.rmsNorm(x, 0, y, 1, y, 0);
    kernels.siluMultiply(x, y, 0, COLUMNS);
    kernels.softmax(x, 0, COLUMNS);
    for (int head = 0; head < COLUMNS; head += HEAD) {
      kernels.rotateHalves(x, head, angles, angles);
    }
  }
}
