package dev.ponder.model;

import dev.ponder.compute.Format;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Matrix;
import dev.ponder.compute.Workers;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.List;

/// Runs a model on made-up tokens until its code is compiled.
///
/// The Java run-time interprets a loop before it compiles it, and interpreted vector code is a
/// hundred times slower, so without this the first request would pay for all.
public final class WarmUp {
  private static final int PROMPT = 16;
  private static final int ROUNDS = 24;

  /// Rows and columns of a matrix that is multiplied for nothing.
  private static final int SIDE = 192;

  private WarmUp() {}

  /// Takes prompts and single tokens through the model, until enough were or the time is up; the
  /// step that is under way then is finished.
  public static void run(LanguageModel model, Duration limit) {
    long start = System.nanoTime();
    int prompt = Math.min(PROMPT, model.maxBatchTokens());
    int[] tokens = new int[prompt];
    try (KvMemory memory = new KvMemory(model.config())) {
      SequenceCache cache = memory.sequence(prompt + 1, prompt);
      for (int round = 0; round < ROUNDS; round++) {
        model.forward(List.of(new Slice(tokens, 0, cache, 1)));
        for (int i = 0; i < 4; i++) {
          if (System.nanoTime() - start > limit.toNanos()) {
            return;
          }
          model.forward(List.of(new Slice(new int[] {0}, prompt, cache, 1)));
        }
      }
    }
  }

  /// Likewise the products alone, before there is a model: a matrix of that format with several
  /// tokens and with one.
  public static void products(Kernels kernels, Format format, Duration limit) {
    long start = System.nanoTime();
    float[] input = new float[PROMPT * SIDE];
    float[] output = new float[PROMPT * SIDE];
    try (Arena arena = Arena.ofConfined();
        Workers alone = new Workers(1)) {
      Matrix matrix =
          new Matrix(format, SIDE, SIDE, arena.allocate(SIDE * format.bytes(SIDE), Long.BYTES));
      for (int round = 0; round < ROUNDS; round++) {
        for (int tokens : new int[] {PROMPT, 1, 1}) {
          kernels.multiply(List.of(matrix), input, tokens, List.of(output), alone);
          if (System.nanoTime() - start > limit.toNanos()) {
            return;
          }
        }
      }
    }
  }
}
