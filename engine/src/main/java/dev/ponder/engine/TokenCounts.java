package dev.ponder.engine;

import java.util.Arrays;

/// How often each token was generated: an open-addressed table of ints, since it is walked for
/// every token that is sampled under a penalty.
final class TokenCounts {
  private static final int NONE = -1;

  private int[] tokens = new int[64];
  private int[] counts = new int[64];
  private int distinct;

  TokenCounts() {
    Arrays.fill(tokens, NONE);
  }

  void add(int token) {
    if (2 * (distinct + 1) > tokens.length) {
      grow();
    }
    int slot = slot(token);
    if (tokens[slot] == NONE) {
      tokens[slot] = token;
      distinct++;
    }
    counts[slot]++;
  }

  /// Takes `presence + frequency * count` off the score of every counted token.
  void penalize(float[] scores, double presence, double frequency) {
    for (int slot = 0; slot < tokens.length; slot++) {
      if (tokens[slot] != NONE) {
        scores[tokens[slot]] -= (float) (presence + frequency * counts[slot]);
      }
    }
  }

  private int slot(int token) {
    int mask = tokens.length - 1;
    int slot = token * 0x9E3779B9 >>> 16 & mask;
    while (tokens[slot] != NONE && tokens[slot] != token) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    int[] oldTokens = tokens;
    int[] oldCounts = counts;
    tokens = new int[2 * oldTokens.length];
    counts = new int[tokens.length];
    Arrays.fill(tokens, NONE);
    for (int i = 0; i < oldTokens.length; i++) {
      if (oldTokens[i] != NONE) {
        int slot = slot(oldTokens[i]);
        tokens[slot] = oldTokens[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}
