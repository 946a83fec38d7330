package dev.ponder.compute;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// The kernels as plain loops: what the fast ones are compared with, and what runs where there is
/// no Vector API.
public final class ScalarKernels implements Kernels {

  @Override
  public void multiplyGroups(
      List<Group> groups, float[] input, List<float[]> outputs, Workers workers) {
    Product product = Product.of(groups, input, outputs);
    workers.forEachBand(
        product.totalRows(),
        1,
        (from, to, _) -> product.forEachPart(from, to, part -> multiplyRows(product, part)));
  }

  private void multiplyRows(Product product, Product.Part part) {
    int columns = product.columns();
    int rows = part.matrix().rows();
    float[] row = new float[columns];
    for (int r = part.from(); r < part.to(); r++) {
      dequantizeRow(part.matrix(), r, row, 0);
      for (int t = part.group().from(); t < part.group().to(); t++) {
        part.output()[t * rows + r] = dot(row, 0, product.input(), t * columns, columns);
      }
    }
  }

  @Override
  public void dequantizeRow(Matrix matrix, int row, float[] output, int offset) {
    MemorySegment data = matrix.data().asSlice(matrix.rowBytes() * row, matrix.rowBytes());
    switch (matrix.format()) {
      case F32 -> Blocks.f32(data, matrix.columns(), output, offset);
      case F16 -> Blocks.f16(data, matrix.columns(), output, offset);
      case BF16 -> Blocks.bf16(data, matrix.columns(), output, offset);
      case Q4_0 -> byBlocks(matrix, data, output, offset, Blocks::q4);
      case Q4_1 -> byBlocks(matrix, data, output, offset, Blocks::q4WithMinimum);
      case Q5_0 -> byBlocks(matrix, data, output, offset, Blocks::q5);
      case Q5_1 -> byBlocks(matrix, data, output, offset, Blocks::q5WithMinimum);
      case Q8_0 -> byBlocks(matrix, data, output, offset, Blocks::q8);
      case Q2_K -> byBlocks(matrix, data, output, offset, SuperBlocks::q2);
      case Q3_K -> byBlocks(matrix, data, output, offset, SuperBlocks::q3);
      case Q4_K -> byBlocks(matrix, data, output, offset, SuperBlocks::q4);
      case Q5_K -> byBlocks(matrix, data, output, offset, SuperBlocks::q5);
      case Q6_K -> byBlocks(matrix, data, output, offset, SuperBlocks::q6);
      case IQ4_NL -> byBlocks(matrix, data, output, offset, Blocks::uneven);
      case IQ4_XS -> byBlocks(matrix, data, output, offset, SuperBlocks::uneven);
      case MXFP4 -> byBlocks(matrix, data, output, offset, Blocks::mxfp4);
    }
  }

  private interface BlockDecoder {
    void decode(MemorySegment data, long at, float[] output, int offset);
  }

  private static void byBlocks(
      Matrix matrix, MemorySegment data, float[] output, int offset, BlockDecoder decoder) {
    Format format = matrix.format();
    for (int block = 0; block < matrix.columns() / format.blockElements(); block++) {
      long at = (long) block * format.blockBytes();
      decoder.decode(data, at, output, offset + block * format.blockElements());
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
  public void geluMultiply(float[] gate, float[] up, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      double x = gate[i];
      double inner = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
      gate[i] = (float) (x / 2 * (1 + Math.tanh(inner))) * up[i];
    }
  }

  @Override
  public void clampedSiluMultiply(float[] gate, float[] up, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      float g = Math.min(gate[i], 7f);
      float u = Math.clamp(up[i], -7f, 7f);
      gate[i] = (float) (g / (1 + Math.exp(-1.702 * g))) * (u + 1);
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
