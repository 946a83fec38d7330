package dev.ponder.model.transformer;

import dev.ponder.compute.Kernels;

/// The cosines and sines of one rotation for every row of a step.
final class Angles {
  private final Rope rope;
  private final float[][] cosines;
  private final float[][] sines;

  Angles(Rope rope, int maxTokens) {
    this.rope = rope;
    cosines = new float[maxTokens][rope.frequencies().length];
    sines = new float[maxTokens][rope.frequencies().length];
  }

  /// Computes those of a row.
  void compute(int row, int position) {
    rope.angles(position, cosines[row], sines[row]);
  }

  /// Turns `count` heads of that width in place by the angles of a row.
  void rotate(Kernels kernels, int row, float[] heads, int offset, int count, int width) {
    for (int at = offset; at < offset + count * width; at += width) {
      rope.rotate(kernels, heads, at, cosines[row], sines[row]);
    }
  }
}
