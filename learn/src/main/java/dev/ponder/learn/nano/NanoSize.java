package dev.ponder.learn.nano;

import dev.ponder.model.ModelShape;
import dev.ponder.train.TransformerShape;

/// How large a model to make.
public enum NanoSize {
  /// The one that ships.
  NANO(6, 192, 512, 2_048, 12_000, 8_192),
  /// A fraction of it, which shows within a minute that learning works.
  MINIATURE(2, 96, 256, 640, 1_500, 4_096);

  /// Each query head has a key head of its own: with one for all of them, learning to copy a word
  /// took a third more tokens.
  private static final int HEADS = 3;

  private static final double ROPE_BASE = 10_000;
  private static final float EPSILON = 1e-6f;

  private final int layers;
  private final int hidden;
  private final int feedForward;
  private final int vocabulary;
  private final int lessonsRead;
  private final int tokensPerStep;

  NanoSize(
      int layers, int hidden, int feedForward, int vocabulary, int lessonsRead, int tokensPerStep) {
    this.layers = layers;
    this.hidden = hidden;
    this.feedForward = feedForward;
    this.vocabulary = vocabulary;
    this.lessonsRead = lessonsRead;
    this.tokensPerStep = tokensPerStep;
  }

  /// Most tokens of the vocabulary.
  int vocabulary() {
    return vocabulary;
  }

  /// Lessons that the vocabulary is learned from.
  int lessonsRead() {
    return lessonsRead;
  }

  /// Most tokens of a step's batch.
  int tokensPerStep() {
    return tokensPerStep;
  }

  /// The model's sizes.
  ///
  /// @param tokens that the vocabulary really has
  TransformerShape shape(int tokens) {
    return new TransformerShape(
        TransformerShape.Family.QWEN3,
        layers,
        hidden,
        HEADS,
        HEADS,
        hidden / HEADS,
        feedForward,
        tokens,
        NanoVocabulary.CONTEXT,
        ModelShape.Head.TIED,
        ROPE_BASE,
        EPSILON);
  }
}
