package dev.ponder.train.network;

import dev.ponder.train.TransformerShape;
import java.util.Arrays;

/// The angles of rotary position embedding (Su et al. 2021), as far as positions were needed yet.
final class Angles {
  private final double[] frequencies;
  private float[] table = new float[0];

  /// @param factors by which the frequencies of pairs are divided, as in `rope_freqs.weight`; empty
  ///   when they are not
  Angles(TransformerShape shape, float[] factors) {
    frequencies = new double[shape.headWidth() / 2];
    for (int i = 0; i < frequencies.length; i++) {
      double frequency = Math.pow(shape.ropeBase(), -2.0 * i / shape.headWidth());
      frequencies[i] = factors.length == 0 ? frequency : frequency / factors[i];
    }
  }

  /// `[positions, width]`, or more positions: for each first the cosines, then the sines.
  float[] upTo(int positions) {
    int half = frequencies.length;
    int known = table.length / (2 * half);
    if (positions > known) {
      table = Arrays.copyOf(table, Math.multiplyExact(positions, 2 * half));
      for (int p = known; p < positions; p++) {
        for (int i = 0; i < half; i++) {
          double angle = p * frequencies[i];
          table[p * 2 * half + i] = (float) Math.cos(angle);
          table[p * 2 * half + half + i] = (float) Math.sin(angle);
        }
      }
    }
    return table;
  }
}
