package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;

import java.util.List;
import java.util.Objects;

/// The kernels in the Vector API. The package's documentation says how they came about.
final class VectorKernels implements Kernels {
  private final ScalarKernels scalar = new ScalarKernels();

  @Override
  public void multiplyGroups(
      List<Group> groups, float[] input, List<float[]> outputs, Workers workers) {
    new VectorProduct(Product.of(groups, input, outputs), workers).compute();
  }

  @Override
  public void dequantizeRow(Matrix matrix, int row, float[] output, int offset) {
    scalar.dequantizeRow(matrix, row, output, offset);
  }

  @Override
  public void addScaled(float[] y, int yOffset, float[] x, int xOffset, int length, float scale) {
    Objects.checkFromIndexSize(yOffset, length, y.length);
    Objects.checkFromIndexSize(xOffset, length, x.length);
    RowFunctions.addScaled(y, yOffset, x, xOffset, length, scale);
  }

  @Override
  public void rmsNorm(
      float[] x, int xOffset, float[] weight, float epsilon, float[] output, int outputOffset) {
    Objects.checkFromIndexSize(xOffset, weight.length, x.length);
    Objects.checkFromIndexSize(outputOffset, weight.length, output.length);
    RowFunctions.rmsNorm(x, xOffset, weight, epsilon, output, outputOffset);
  }

  @Override
  public void siluMultiply(float[] gate, float[] up, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, Math.min(gate.length, up.length));
    RowFunctions.siluMultiply(gate, up, offset, length);
  }

  @Override
  public void geluMultiply(float[] gate, float[] up, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, Math.min(gate.length, up.length));
    RowFunctions.geluMultiply(gate, up, offset, length);
  }

  @Override
  public void clampedSiluMultiply(float[] gate, float[] up, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, Math.min(gate.length, up.length));
    RowFunctions.clampedSiluMultiply(gate, up, offset, length);
  }

  @Override
  public void rotateHalves(float[] x, int offset, float[] cosines, float[] sines) {
    Objects.checkFromIndexSize(offset, 2 * cosines.length, x.length);
    Objects.checkFromIndexSize(0, cosines.length, sines.length);
    RowFunctions.rotateHalves(x, offset, cosines, sines);
  }

  @Override
  public void rotatePairs(float[] x, int offset, float[] cosines, float[] sines) {
    scalar.rotatePairs(x, offset, cosines, sines);
  }

  @Override
  public AttentionKernel attention() {
    return new VectorAttention();
  }

  @Override
  public String name() {
    return "vector-" + 32 * COUNT;
  }
}
