package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Norms, gates and rotations of rows of floats.
///
/// What does not fill a vector is copied to one that is filled up with harmless values, so that an
/// element's result does not depend on its place.
final class RowFunctions {
  private RowFunctions() {}

  static void rmsNorm(
      float[] x, int xOffset, float[] weight, float epsilon, float[] output, int outputOffset) {
    int length = weight.length;
    float meanSquare = dot(x, xOffset, x, xOffset, length) / length;
    float scale = (float) (1 / Math.sqrt(meanSquare + epsilon));
    int i = 0;
    for (; i + COUNT <= length; i += COUNT) {
      FloatVector.fromArray(FLOATS, x, xOffset + i)
          .mul(scale)
          .mul(FloatVector.fromArray(FLOATS, weight, i))
          .intoArray(output, outputOffset + i);
    }
    for (; i < length; i++) {
      output[outputOffset + i] = x[xOffset + i] * scale * weight[i];
    }
  }

  static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    FloatVector sum = FloatVector.zero(FLOATS);
    int whole = length - length % COUNT;
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, a, aOffset + i);
      sum = v.fma(FloatVector.fromArray(FLOATS, b, bOffset + i), sum);
    }
    if (whole < length) {
      VectorMask<Float> rest = FLOATS.indexInRange(whole, length);
      FloatVector v = FloatVector.fromArray(FLOATS, a, aOffset + whole, rest);
      sum = v.fma(FloatVector.fromArray(FLOATS, b, bOffset + whole, rest), sum);
    }
    return Lanes.sum(sum);
  }

  static void addScaled(float[] y, int yOffset, float[] x, int xOffset, int length, float scale) {
    FloatVector factor = FloatVector.broadcast(FLOATS, scale);
    int i = 0;
    for (; i + COUNT <= length; i += COUNT) {
      FloatVector.fromArray(FLOATS, x, xOffset + i)
          .fma(factor, FloatVector.fromArray(FLOATS, y, yOffset + i))
          .intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Math.fma(x[xOffset + i], scale, y[yOffset + i]);
    }
  }

  static void siluMultiply(float[] gate, float[] up, int offset, int length) {
    int whole = length - length % COUNT;
    for (int i = offset; i < offset + whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, gate, i);
      silu(x, 1f).mul(FloatVector.fromArray(FLOATS, up, i)).intoArray(gate, i);
    }
    if (whole < length) {
      float[] x = filledUp(gate, offset + whole, length - whole);
      float[] y = filledUp(up, offset + whole, length - whole);
      siluMultiply(x, y, 0, COUNT);
      System.arraycopy(x, 0, gate, offset + whole, length - whole);
    }
  }

  static void geluMultiply(float[] gate, float[] up, int offset, int length) {
    int whole = length - length % COUNT;
    for (int i = offset; i < offset + whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, gate, i);
      gelu(x).mul(FloatVector.fromArray(FLOATS, up, i)).intoArray(gate, i);
    }
    if (whole < length) {
      float[] x = filledUp(gate, offset + whole, length - whole);
      float[] y = filledUp(up, offset + whole, length - whole);
      geluMultiply(x, y, 0, COUNT);
      System.arraycopy(x, 0, gate, offset + whole, length - whole);
    }
  }

  static void clampedSiluMultiply(float[] gate, float[] up, int offset, int length) {
    int whole = length - length % COUNT;
    for (int i = offset; i < offset + whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, gate, i).min(7f);
      FloatVector y = FloatVector.fromArray(FLOATS, up, i).max(-7f).min(7f);
      silu(x, 1.702f).mul(y.add(1f)).intoArray(gate, i);
    }
    if (whole < length) {
      float[] x = filledUp(gate, offset + whole, length - whole);
      float[] y = filledUp(up, offset + whole, length - whole);
      clampedSiluMultiply(x, y, 0, COUNT);
      System.arraycopy(x, 0, gate, offset + whole, length - whole);
    }
  }

  private static float[] filledUp(float[] source, int from, int length) {
    float[] filled = new float[COUNT];
    System.arraycopy(source, from, filled, 0, length);
    return filled;
  }

  private static FloatVector silu(FloatVector x, float slope) {
    return x.div(exp(x.mul(-slope)).add(1f));
  }

  /// `x / 2 * (1 + tanh(u)) = x / (1 + exp(-2 u))`.
  private static FloatVector gelu(FloatVector x) {
    FloatVector cubic = x.mul(x).mul(0.044715f).add(1f);
    return x.div(exp(x.mul(cubic).mul(MINUS_TWICE_ROOT)).add(1f));
  }

  private static final float MINUS_TWICE_ROOT = (float) (-2 * Math.sqrt(2 / Math.PI));

  /// The exponential function, relative error below 2e-7 where the result is a normal number, 0
  /// below that, and the largest power that fits above.
  ///
  /// `e^x = 2^n e^r` with `n` the integer nearest to `x log2(e)` and `r = x - n ln 2`, so `|r| <=
  /// 0.35`; ln 2 is subtracted in two parts, the first exact times `n`. `e^r` is its Taylor series
  /// to the seventh power, whose first omitted term is below 6e-9. Adding 1.5 * 2^23 rounds to an
  /// integer and leaves it in the low bits, from where it goes to the exponent.
  static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.max(-87f).min(88f);
    FloatVector shifted = bounded.fma(ONE_OVER_LN2, ROUND);
    FloatVector n = shifted.sub(ROUND);
    FloatVector r = n.fma(LN2_HIGH, bounded);
    r = n.fma(LN2_LOW, r);
    FloatVector p = r.mul(1f / 5040).add(1f / 720);
    p = p.fma(r, FIFTH);
    p = p.fma(r, FOURTH);
    p = p.fma(r, THIRD);
    p = p.fma(r, HALF);
    p = p.fma(r, ONE);
    p = p.fma(r, ONE);
    FloatVector power =
        shifted
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, 23)
            .add(Float.floatToRawIntBits(1f))
            .reinterpretAsFloats();
    return p.mul(power).blend(0f, x.lt(-87f));
  }

  private static final FloatVector ONE_OVER_LN2 = constant(1.44269504f);
  private static final FloatVector ROUND = constant(0x1.8p23f);
  private static final FloatVector LN2_HIGH = constant(-0.693359375f);
  private static final FloatVector LN2_LOW = constant(2.12194440e-4f);
  private static final FloatVector FIFTH = constant(1f / 120);
  private static final FloatVector FOURTH = constant(1f / 24);
  private static final FloatVector THIRD = constant(1f / 6);
  private static final FloatVector HALF = constant(0.5f);
  private static final FloatVector ONE = constant(1f);

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  static void rotateHalves(float[] x, int offset, float[] cosines, float[] sines) {
    int half = cosines.length;
    int i = 0;
    for (; i + COUNT <= half; i += COUNT) {
      FloatVector a = FloatVector.fromArray(FLOATS, x, offset + i);
      FloatVector b = FloatVector.fromArray(FLOATS, x, offset + i + half);
      FloatVector cosine = FloatVector.fromArray(FLOATS, cosines, i);
      FloatVector sine = FloatVector.fromArray(FLOATS, sines, i);
      a.mul(cosine).sub(b.mul(sine)).intoArray(x, offset + i);
      a.mul(sine).add(b.mul(cosine)).intoArray(x, offset + i + half);
    }
    for (; i < half; i++) {
      float a = x[offset + i];
      float b = x[offset + i + half];
      x[offset + i] = a * cosines[i] - b * sines[i];
      x[offset + i + half] = a * sines[i] + b * cosines[i];
    }
  }
}
