package dev.ponder.model.transformer;

import dev.ponder.compute.Kernels;

/// Rotary position embedding (Su et al., 2021): turns pairs of a head's elements by angles that
/// grow with the position.
///
/// Angles are computed in double for each position of a step, so there is no table to outgrow and
/// long contexts lose nothing.
///
/// @param frequencies angle per position of each pair; twice as many elements are turned, none at
///   all if it is empty
/// @param magnitude by which what is turned is also stretched
record Rope(Pairing pairing, double[] frequencies, double magnitude) {

  /// No rotation.
  static final Rope NONE = new Rope(Pairing.HALVES, new double[0], 1);

  /// Which elements make a pair.
  enum Pairing {
    /// Neighbours, `2 i` and `2 i + 1`: GGML's NORM.
    NEIGHBOURS,
    /// `i` and `i + n / 2`: GGML's NEOX.
    HALVES
  }

  /// A copy with each frequency divided by its factor, as by Llama 3.1's `rope_freqs.weight`.
  Rope divided(float[] factors) {
    double[] divided = frequencies.clone();
    for (int i = 0; i < divided.length; i++) {
      divided[i] /= factors[i];
    }
    return new Rope(pairing, divided, magnitude);
  }

  /// Writes the cosines and sines of that position's angles.
  void angles(int position, float[] cosines, float[] sines) {
    for (int i = 0; i < frequencies.length; i++) {
      double angle = position * frequencies[i];
      cosines[i] = (float) (magnitude * Math.cos(angle));
      sines[i] = (float) (magnitude * Math.sin(angle));
    }
  }

  /// Turns one head in place by those angles.
  void rotate(Kernels kernels, float[] head, int offset, float[] cosines, float[] sines) {
    switch (pairing) {
      case NEIGHBOURS -> kernels.rotatePairs(head, offset, cosines, sines);
      case HALVES -> kernels.rotateHalves(head, offset, cosines, sines);
    }
  }
}
