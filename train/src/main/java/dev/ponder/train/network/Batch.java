package dev.ponder.train.network;

import dev.ponder.train.Example;
import java.util.Arrays;
import java.util.List;

/// Sequences that go through the network together: one after the other, without padding, each
/// beginning at position 0. Weights are shared by all rows; only attention knows where a sequence
/// ends.
///
/// @param tokens of all sequences
/// @param positions of the tokens within their sequences
/// @param starts of the sequences, and where the last one ends
/// @param scored the rows whose predictions are wanted
public record Batch(int[] tokens, int[] positions, int[] starts, Scored scored) {

  /// Rows whose next tokens are to be predicted.
  ///
  /// @param rows ascending
  /// @param targets the tokens that follow them
  /// @param weights of their losses
  public record Scored(int[] rows, int[] targets, float[] weights) {}

  /// Which predictions are wanted.
  public enum Wanted {
    /// Those of all tokens but the first.
    ALL,
    /// Those that have a weight.
    WEIGHTED;

    /// Whether that of the example's token `i` is.
    public boolean includes(Example example, int i) {
      return i > 0 && (this == ALL || example.weights()[i] != 0);
    }
  }

  /// The examples side by side.
  public static Batch of(List<Example> examples, Wanted wanted) {
    int rows = examples.stream().mapToInt(example -> example.tokens().length).sum();
    int[] tokens = new int[rows];
    int[] positions = new int[rows];
    int[] starts = new int[examples.size() + 1];
    int row = 0;
    for (int e = 0; e < examples.size(); e++) {
      int[] sequence = examples.get(e).tokens();
      System.arraycopy(sequence, 0, tokens, row, sequence.length);
      for (int i = 0; i < sequence.length; i++) {
        positions[row++] = i;
      }
      starts[e + 1] = row;
    }
    return new Batch(tokens, positions, starts, scored(examples, wanted));
  }

  /// One sequence of which no predictions are wanted.
  public static Batch of(int[] tokens) {
    int[] positions = new int[tokens.length];
    Arrays.setAll(positions, i -> i);
    Scored none = new Scored(new int[0], new int[0], new float[0]);
    return new Batch(tokens, positions, new int[] {0, tokens.length}, none);
  }

  private static Scored scored(List<Example> examples, Wanted wanted) {
    int count = examples.stream().mapToInt(example -> count(example, wanted)).sum();
    Scored scored = new Scored(new int[count], new int[count], new float[count]);
    int start = 0;
    int n = 0;
    for (Example example : examples) {
      for (int i = 1; i < example.tokens().length; i++) {
        if (wanted.includes(example, i)) {
          scored.rows[n] = start + i - 1;
          scored.targets[n] = example.tokens()[i];
          scored.weights[n++] = example.weights()[i];
        }
      }
      start += example.tokens().length;
    }
    return scored;
  }

  private static int count(Example example, Wanted wanted) {
    int count = 0;
    for (int i = 1; i < example.tokens().length; i++) {
      count += wanted.includes(example, i) ? 1 : 0;
    }
    return count;
  }

  /// How many rows there are.
  public int rows() {
    return tokens.length;
  }
}
