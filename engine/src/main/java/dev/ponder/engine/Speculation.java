package dev.ponder.engine;

/// How much one sequence drafts: more as long as its drafts come true, less and then nothing for a
/// while when they do not. Owned by the engine's thread.
///
/// A draft is checked by computing it behind the last token in one slice: each of its positions
/// gives the logits of the next, from which the sampler draws as it would have without a draft. As
/// far as the draws agree with the draft they are kept, with the first that does not; so tokens,
/// random numbers and distribution are those of a run without drafts (Leviathan, Kalman and Matias,
/// "Fast Inference from Transformers via Speculative Decoding", 2023, for a draft that is certain
/// of itself).
final class Speculation {
  private static final int FIRST = 3;
  private static final int LONGEST = 16;
  private static final int LONGEST_PAUSE = 64;

  private final Ngrams ngrams = new Ngrams();
  private int length = FIRST;
  private int misses;
  private int pause;

  /// A draft of what follows the first `known` of those tokens, often empty.
  ///
  /// @param most tokens that there is room for
  int[] draft(int[] tokens, int known, int most) {
    if (pause > 0) {
      pause--;
      return new int[0];
    }
    return ngrams.draft(tokens, known, Math.min(length, most));
  }

  /// So many of the drafted tokens were right.
  void learn(int drafted, int accepted) {
    if (accepted == drafted) {
      misses = 0;
      length = Math.min(LONGEST, 2 * length);
    } else if (accepted > 0) {
      misses = 0;
      length = Math.max(1, accepted);
    } else {
      misses++;
      length = Math.max(1, length / 2);
      pause = Math.min(LONGEST_PAUSE, 1 << Math.min(misses, 6)) - 1;
    }
  }
}
