package dev.ponder.compute;

/// Angles as models of the LLaMA family have them: pair `i` turns by `position · base^(-2 i /
/// width)`.
final class Angles {
  private Angles() {}

  /// As [Rotation] has them.
  ///
  /// @param positions how many, from 0
  static float[] upTo(int positions, int width, double base) {
    float[] angles = new float[positions * width];
    int half = width / 2;
    for (int i = 0; i < half; i++) {
      double frequency = Math.pow(base, -2.0 * i / width);
      for (int p = 0; p < positions; p++) {
        angles[p * width + i] = (float) Math.cos(p * frequency);
        angles[p * width + half + i] = (float) Math.sin(p * frequency);
      }
    }
    return angles;
  }
}
