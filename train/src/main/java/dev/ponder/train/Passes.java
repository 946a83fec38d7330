package dev.ponder.train;

import dev.ponder.train.network.Batch;
import dev.ponder.train.network.Batch.Wanted;
import dev.ponder.train.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Takes examples through a network, a few thousand tokens at a time.
record Passes(TransformerShape shape, Network network) {
  /// Enough for matrix products to reach their full speed, few enough that the activations of an
  /// operation are still in the third-level cache when the next one reads them; 75 KB of
  /// activations each at ponder-nano's size.
  private static final int TOKENS_AT_ONCE = 2048;

  /// As [Trainable#accumulate].
  List<float[]> accumulate(List<Example> examples) {
    return inBatches(examples, Wanted.WEIGHTED, network::accumulate);
  }

  /// As [Trainable#losses].
  List<float[]> losses(List<Example> examples) {
    return inBatches(examples, Wanted.ALL, network::losses);
  }

  /// As [TrainableTransformer#logits].
  float[][] logits(int[] tokens) {
    check(tokens);
    float[] logits = network.logits(Batch.of(tokens));
    int width = shape.vocabulary();
    float[][] rows = new float[tokens.length][];
    Arrays.setAll(rows, row -> Arrays.copyOfRange(logits, row * width, (row + 1) * width));
    return rows;
  }

  private List<float[]> inBatches(
      List<Example> examples, Wanted wanted, Function<Batch, float[]> pass) {
    examples.forEach(example -> check(example.tokens()));
    List<float[]> losses = new ArrayList<>(examples.size());
    for (List<Example> some : divided(examples)) {
      spread(pass.apply(Batch.of(some, wanted)), some, wanted, losses);
    }
    return losses;
  }

  private void check(int[] tokens) {
    if (tokens.length > shape.context()) {
      throw new IllegalArgumentException(
          "an example of %d tokens is longer than the context of %d"
              .formatted(tokens.length, shape.context()));
    }
    for (int token : tokens) {
      if (token < 0 || token >= shape.vocabulary()) {
        throw new IllegalArgumentException(
            "token %d is not one of %d".formatted(token, shape.vocabulary()));
      }
    }
  }

  /// Parts of about equally many tokens, each at most [#TOKENS_AT_ONCE] unless one example is more.
  private static List<List<Example>> divided(List<Example> examples) {
    long all = examples.stream().mapToLong(example -> example.tokens().length).sum();
    long fair = Math.ceilDiv(all, Math.max(1, Math.ceilDiv(all, TOKENS_AT_ONCE)));
    List<List<Example>> parts = new ArrayList<>();
    int start = 0;
    long tokens = 0;
    for (int i = 0; i < examples.size(); i++) {
      int length = examples.get(i).tokens().length;
      if (i > start && (tokens >= fair || tokens + length > TOKENS_AT_ONCE)) {
        parts.add(examples.subList(start, i));
        start = i;
        tokens = 0;
      }
      tokens += length;
    }
    if (start < examples.size()) {
      parts.add(examples.subList(start, examples.size()));
    }
    return parts;
  }

  /// Adds an array for each example, in which losses that were not wanted are 0.
  private static void spread(
      float[] losses, List<Example> examples, Wanted wanted, List<float[]> to) {
    int n = 0;
    for (Example example : examples) {
      float[] own = new float[example.tokens().length];
      for (int i = 1; i < own.length; i++) {
        own[i] = wanted.includes(example, i) ? losses[n++] : 0;
      }
      to.add(own);
    }
  }
}
