package dev.ponder.model;

import dev.ponder.compute.Format;
import dev.ponder.model.gguf.GgufWriter;
import dev.ponder.model.gguf.Quantiser;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// Rows of random weights, uniform around 0, the same for the same seed however they are banded.
/// The commonest quantised blocks are made directly, which is as fast as the disk.
///
/// @param deviation the weights' standard deviation
record RandomRows(Format format, int columns, float deviation, long seed)
    implements GgufWriter.Rows {

  /// Root mean square of the whole numbers from -127 to 127.
  private static final float Q8_STEPS = 73.61f;

  /// Root mean square of the whole numbers from -8 to 7.
  private static final float Q4_STEPS = 4.637f;

  @Override
  public void fill(long first, ByteBuffer band) {
    for (long row = first; band.hasRemaining(); row++) {
      // Multiplied, since generators seeded with neighbours of one another are related.
      SplittableRandom random = new SplittableRandom(seed + row * 0xD1342543DE82EF95L);
      switch (format) {
        case F32,
            F16,
            BF16,
            Q4_1,
            Q5_0,
            Q5_1,
            Q2_K,
            Q3_K,
            Q4_K,
            Q5_K,
            Q6_K,
            IQ4_NL,
            IQ4_XS,
            MXFP4 ->
            Quantiser.encode(format, floats(random), band);
        case Q8_0 -> q8(random, band);
        case Q4_0 -> q4(random, band);
      }
    }
  }

  private float[] floats(SplittableRandom random) {
    float scale = deviation * (float) (Math.sqrt(3) / (1L << 31));
    float[] row = new float[columns];
    for (int i = 0; i < columns; i++) {
      row[i] = random.nextInt() * scale;
    }
    return row;
  }

  private void q8(SplittableRandom random, ByteBuffer band) {
    short scale = Float.floatToFloat16(deviation / Q8_STEPS);
    for (int block = 0; block < columns / 32; block++) {
      band.putShort(scale);
      for (int i = 0; i < 4; i++) {
        band.putLong(withoutLowest(random.nextLong()));
      }
    }
  }

  /// The scales' signs are random, since from -8 to 7 the mean is not 0.
  private void q4(SplittableRandom random, ByteBuffer band) {
    float scale = deviation / Q4_STEPS;
    for (int block = 0; block < columns / 32; block++) {
      band.putShort(Float.floatToFloat16(random.nextBoolean() ? scale : -scale));
      band.putLong(random.nextLong()).putLong(random.nextLong());
    }
  }

  /// The eight bytes with 0 for -128, which encoders never make and kernels need not know.
  private static long withoutLowest(long bytes) {
    long lowest = bytes ^ 0x8080808080808080L;
    // Adding 127 to the low seven bits carries into the eighth where any of them is set.
    long other = ((lowest & 0x7F7F7F7F7F7F7F7FL) + 0x7F7F7F7F7F7F7F7FL) | lowest;
    long keep = (other >>> 7) & 0x0101010101010101L;
    return bytes & (keep * 0xFF);
  }
}
