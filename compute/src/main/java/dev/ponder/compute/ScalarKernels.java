package dev.ponder.compute;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// The kernels as plain loops: what the fast ones are compared with, and what runs where there is
/// no Vector API.
public final class ScalarKernels implements Kernels {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);

  @Override
  public void multiply(
      List<Matrix> weights, float[] input, int tokens, List<float[]> outputs, Workers workers) {
    Product product = Product.of(weights, input, tokens, outputs);
    workers.forEachBand(
        product.totalRows(),
        1,
        (from, to, _) -> product.forEachPart(from, to, part -> multiplyRows(product, part)));
  }

  private void multiplyRows(Product product, Product.Part part) {
    int columns = product.columns();
    float[] row = new float[columns];
    for (int r = part.from(); r < part.to(); r++) {
      dequantizeRow(part.matrix(), r, row, 0);
      for (int t = 0; t < product.tokens(); t++) {
        part.output()[t * part.matrix().rows() + r] =
            dot(row, 0, product.input(), t * columns, columns);
      }
    }
  }

  @Override
  public void dequantizeRow(Matrix matrix, int row, float[] output, int offset) {
    MemorySegment data = matrix.data();
    long start = matrix.rowBytes() * row;
    int columns = matrix.columns();
    switch (matrix.format()) {
      case F32 -> {
        for (int c = 0; c < columns; c++) {
          output[offset + c] = data.get(FLOAT, start + 4L * c);
        }
      }
      case F16 -> {
        for (int c = 0; c < columns; c++) {
          output[offset + c] = Float.float16ToFloat(data.get(SHORT, start + 2L * c));
        }
      }
      case BF16 -> {
        for (int c = 0; c < columns; c++) {
          output[offset + c] = Float.intBitsToFloat(data.get(SHORT, start + 2L * c) << 16);
        }
      }
      case Q8_0 -> dequantizeQ8(data.asSlice(start, matrix.rowBytes()), output, offset, columns);
      case Q4_0 -> dequantizeQ4(data.asSlice(start, matrix.rowBytes()), output, offset, columns);
    }
  }

  private static void dequantizeQ8(MemorySegment row, float[] output, int offset, int columns) {
    for (int block = 0; block < columns / 32; block++) {
      long at = (long) block * Format.Q8_0.blockBytes();
      float scale = Float.float16ToFloat(row.get(SHORT, at));
      for (int i = 0; i < 32; i++) {
        output[offset + 32 * block + i] = scale * row.get(JAVA_BYTE, at + 2 + i);
      }
    }
  }

  private static void dequantizeQ4(MemorySegment row, float[] output, int offset, int columns) {
    for (int block = 0; block < columns / 32; block++) {
      long at = (long) block * Format.Q4_0.blockBytes();
      float scale = Float.float16ToFloat(row.get(SHORT, at));
      for (int i = 0; i < 16; i++) {
        int pair = row.get(JAVA_BYTE, at + 2 + i);
        output[offset + 32 * block + i] = scale * ((pair & 15) - 8);
        output[offset + 32 * block + 16 + i] = scale * ((pair >> 4 & 15) - 8);
      }
    }
  }

  private static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[aOffset + i] * b[bOffset + i];
    }
    return sum;
  }

  @Override
  public void addScaled(float[] y, int yOffset, float[] x, int xOffset, int length, float scale) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] += scale * x[xOffset + i];
    }
  }

  @Override
  public void rmsNorm(
      float[] x, int xOffset, float[] weight, float epsilon, float[] output, int outputOffset) {
    int length = weight.length;
    float meanSquare = dot(x, xOffset, x, xOffset, length) / length;
    float scale = (float) (1 / Math.sqrt(meanSquare + epsilon));
    for (int i = 0; i < length; i++) {
      output[outputOffset + i] = x[xOffset + i] * scale * weight[i];
    }
  }

  @Override
  public void siluMultiply(float[] gate, float[] up, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      gate[i] = (float) (gate[i] / (1 + Math.exp(-gate[i]))) * up[i];
    }
  }

  @Override
  public void rotateHalves(float[] x, int offset, float[] cosines, float[] sines) {
    int half = cosines.length;
    for (int i = 0; i < half; i++) {
      rotate(x, offset + i, offset + i + half, cosines[i], sines[i]);
    }
  }

  @Override
  public void rotatePairs(float[] x, int offset, float[] cosines, float[] sines) {
    for (int i = 0; i < cosines.length; i++) {
      rotate(x, offset + 2 * i, offset + 2 * i + 1, cosines[i], sines[i]);
    }
  }

  private static void rotate(float[] x, int first, int second, float cosine, float sine) {
    float a = x[first];
    float b = x[second];
    x[first] = a * cosine - b * sine;
    x[second] = a * sine + b * cosine;
  }

  @Override
  public AttentionKernel attention() {
    return new ScalarAttention();
  }

  @Override
  public String name() {
    return "scalar";
  }
}
