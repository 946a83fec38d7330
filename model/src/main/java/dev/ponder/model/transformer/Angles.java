package dev.ponder.model.transformer;

import dev.ponder.compute.Kernels;

/// The cosines and sines of one rotation for every row of a step.
final class Angles {
  private final Rotation rotation;
  private final float[][] cosines;
  private final float[][] sines;
  private Rope rope;

  Angles(Rotation rotation, int contextLength, int maxTokens) {
    this.rotation = rotation;
    rope = rotation.within(contextLength);
    cosines = new float[maxTokens][rope.frequencies().length];
    sines = new float[maxTokens][rope.frequencies().length];
  }

  /// Chooses the rotation for sequences up to that length.
  void expect(int contextLength) {
    rope = rotation.within(contextLength);
  }

  /// Which of the rotations it is.
  String variant() {
    return rope == rotation.near() ? "near" : "far";
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
