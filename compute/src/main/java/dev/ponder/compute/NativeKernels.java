package dev.ponder.compute;

import java.util.List;
import java.util.Optional;

/// Kernels in C, for the instructions that the Vector API lacks, and since they need no warming up;
/// whatever has no native kernel is left to others.
///
/// For products with quantised weights activations are quantised to signed bytes, a scale for each
/// 32 of them, and multiplied by weights as they are in the file; with float weights they stay
/// floats. `src/main/c` says in which order. The order does not depend on how wide vectors are, so
/// results are the same bits on every instruction set.
final class NativeKernels implements Kernels {

  /// Products of a call of [#dots]: 0.1 ms or less, and whole rounds on every set.
  static final long CALL_DOTS = 3L << 23;

  /// Bytes that the dot products are of.
  private static final int DOTS_BYTES = 4096;

  private final NativeLibrary library;
  private final int set;
  private final Kernels others;

  /// @param set of instructions, by its number in the library
  /// @param others for what is neither a matrix product nor attention
  NativeKernels(NativeLibrary library, int set, Kernels others) {
    this.library = library;
    this.set = set;
    this.others = others;
  }

  /// The format's number in the library (`FORMATS` in `kernels.c`, and the enum of `kernels.h`).
  static int number(Format format) {
    return switch (format) {
      case Q8_0 -> 0;
      case Q4_0 -> 1;
      case Q4_1 -> 2;
      case Q5_0 -> 3;
      case Q5_1 -> 4;
      case Q2_K -> 5;
      case Q3_K -> 6;
      case Q4_K -> 7;
      case Q5_K -> 8;
      case Q6_K -> 9;
      case IQ4_NL -> 10;
      case IQ4_XS -> 11;
      case MXFP4 -> 12;
      case F32 -> 13;
      case F16 -> 14;
      case BF16 -> 15;
    };
  }

  @Override
  public void multiplyGroups(
      List<Group> groups, float[] input, List<float[]> outputs, Workers workers) {
    Product product = Product.of(groups, input, outputs);
    Optional<NativeProduct.Input> form = NativeProduct.Input.of(product);
    if (form.isPresent()) {
      new NativeProduct(library, set, product, form.get()).compute(workers);
    } else if (outputs.size() == 1) {
      others.multiplyGroups(groups, input, outputs, workers);
    } else {
      for (int i = 0; i < outputs.size(); i++) {
        Product one = only(product, i);
        multiplyGroups(one.groups(), input, one.outputs(), workers);
      }
    }
  }

  private static Product only(Product product, int index) {
    List<Group> groups =
        product.groups().stream()
            .map(group -> new Group(List.of(group.weights().get(index)), group.from(), group.to()))
            .toList();
    return new Product(groups, product.input(), List.of(product.outputs().get(index)));
  }

  /// [#CALL_DOTS] products of bytes with bytes on that member's thread, for [Ceilings].
  void dots(Workers workers, int worker) {
    library.dots(set, workers.scratch(worker, DOTS_BYTES / Float.BYTES), CALL_DOTS);
  }

  @Override
  public void dequantizeRow(Matrix matrix, int row, float[] output, int offset) {
    others.dequantizeRow(matrix, row, output, offset);
  }

  @Override
  public void addScaled(float[] y, int yOffset, float[] x, int xOffset, int length, float scale) {
    others.addScaled(y, yOffset, x, xOffset, length, scale);
  }

  @Override
  public void rmsNorm(
      float[] x, int xOffset, float[] weight, float epsilon, float[] output, int outputOffset) {
    others.rmsNorm(x, xOffset, weight, epsilon, output, outputOffset);
  }

  @Override
  public void siluMultiply(float[] gate, float[] up, int offset, int length) {
    others.siluMultiply(gate, up, offset, length);
  }

  @Override
  public void geluMultiply(float[] gate, float[] up, int offset, int length) {
    others.geluMultiply(gate, up, offset, length);
  }

  @Override
  public void clampedSiluMultiply(float[] gate, float[] up, int offset, int length) {
    others.clampedSiluMultiply(gate, up, offset, length);
  }

  @Override
  public void rotateHalves(float[] x, int offset, float[] cosines, float[] sines) {
    others.rotateHalves(x, offset, cosines, sines);
  }

  @Override
  public void rotatePairs(float[] x, int offset, float[] cosines, float[] sines) {
    others.rotatePairs(x, offset, cosines, sines);
  }

  @Override
  public AttentionKernel attention() {
    return new NativeAttention(library, set, others.attention());
  }

  @Override
  public String name() {
    return "native-" + NativeLibrary.setName(set);
  }
}
