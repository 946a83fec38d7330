package dev.ponder.compute;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/// Kernels in C with 8-bit activations, for the instructions that the Vector API lacks; whatever
/// has no native kernel is left to others.
///
/// Activations of each product are quantised to signed bytes, a scale for each 32 of them, and
/// multiplied by weights as they are in the file; `src/main/c/kernels.c` says in which order. The
/// order has no lanes in it, so results are the same bits on every instruction set.
final class NativeKernels implements Kernels {

  /// Tokens that are quantised into one tile.
  private static final int TILE_TOKENS = 6;

  private static final int BLOCK = 32;

  /// Bytes that 32 quantised activations take.
  private static final int BLOCK_BYTES = 56;

  /// Rows of two panels: fewer at once waste registers.
  private static final int GROUP = 32;

  /// Floats of two panels of 1,024 columns with their scales.
  private static final int PANEL_FLOATS = 2 * 32 * 768 / Float.BYTES;

  /// Products of a call: some 0.2 ms.
  private static final int CALL_PRODUCTS = 1 << 25;

  /// A row that has to come from memory costs about as much as this many tokens.
  private static final int READING_TOKENS = 16;

  private final NativeLibrary library;
  private final int set;
  private final Kernels others;

  /// @param set of instructions, by its number in the library
  /// @param others for float weights and for what is no matrix product
  NativeKernels(NativeLibrary library, int set, Kernels others) {
    this.library = library;
    this.set = set;
    this.others = others;
  }

  /// The format's number in the library (`FORMATS` in `kernels.c`), or -1 if it has no kernel.
  static int number(Format format) {
    return switch (format) {
      case F32, F16, BF16 -> -1;
      case Q8_0 -> 0;
      case Q4_0 -> 1;
    };
  }

  @Override
  public void multiply(
      List<Matrix> weights, float[] input, int tokens, List<float[]> outputs, Workers workers) {
    Product product = Product.of(weights, input, tokens, outputs);
    Product quantised = selected(product, true);
    if (!quantised.weights().isEmpty()) {
      multiplyQuantised(quantised, workers);
    }
    if (quantised.weights().size() < weights.size()) {
      Product rest = selected(product, false);
      others.multiply(rest.weights(), input, tokens, rest.outputs(), workers);
    }
  }

  /// The part of a product whose matrices have a native kernel, or the one whose have not.
  private static Product selected(Product product, boolean quantised) {
    List<Matrix> weights = new ArrayList<>();
    List<float[]> outputs = new ArrayList<>();
    for (int i = 0; i < product.weights().size(); i++) {
      Matrix matrix = product.weights().get(i);
      if (number(matrix.format()) >= 0 == quantised) {
        weights.add(matrix);
        outputs.add(product.outputs().get(i));
      }
    }
    return new Product(weights, product.input(), product.tokens(), outputs);
  }

  private void multiplyQuantised(Product product, Workers workers) {
    long activations = quantise(product, workers);
    try {
      workers.forEachBand(
          product.totalRows(),
          2 * GROUP,
          (from, to, worker) -> {
            long scratch = workers.scratch(worker, PANEL_FLOATS);
            product.forEachPart(
                from, to, part -> multiplyRows(product, part, activations, scratch));
          });
    } finally {
      // The calls take addresses only, which do not keep memory from being freed.
      Reference.reachabilityFence(product.weights());
    }
  }

  private long quantise(Product product, Workers workers) {
    int columns = product.columns();
    int tokenBytes = columns / BLOCK * BLOCK_BYTES;
    int tokens = product.tokens();
    long tiles = workers.sharedScratch(Math.multiplyExact(tokens, tokenBytes / Float.BYTES));
    workers.forEachBand(
        Math.ceilDiv(tokens, TILE_TOKENS),
        1,
        (from, to, _) -> {
          for (int tile = from; tile < to; tile++) {
            int first = tile * TILE_TOKENS;
            int count = Math.min(TILE_TOKENS, tokens - first);
            long address = tiles + (long) first * tokenBytes;
            library.quantize(set, product.input(), first, count, columns, address);
          }
        });
    return tiles;
  }

  private void multiplyRows(Product product, Product.Part part, long activations, long scratch) {
    Matrix matrix = part.matrix();
    long data = matrix.data().address();
    long end = data + part.to() * matrix.rowBytes();
    int atOnce = rowsPerCall(matrix.columns(), product.tokens());
    for (int row = part.from(); row < part.to(); row += atOnce) {
      NativeLibrary.Rows rows =
          new NativeLibrary.Rows(
              number(matrix.format()),
              data + row * matrix.rowBytes(),
              end,
              Math.min(atOnce, part.to() - row),
              matrix.columns(),
              activations,
              product.tokens());
      library.multiply(set, rows, part.output(), row, matrix.rows(), scratch);
    }
  }

  private static int rowsPerCall(int columns, int tokens) {
    long rowProducts = (long) columns * Math.max(tokens, READING_TOKENS);
    return (int) Math.max(1, CALL_PRODUCTS / GROUP / rowProducts) * GROUP;
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
  public void rotateHalves(float[] x, int offset, float[] cosines, float[] sines) {
    others.rotateHalves(x, offset, cosines, sines);
  }

  @Override
  public void rotatePairs(float[] x, int offset, float[] cosines, float[] sines) {
    others.rotatePairs(x, offset, cosines, sines);
  }

  @Override
  public AttentionKernel attention() {
    return others.attention();
  }

  @Override
  public String name() {
    return "native-" + NativeLibrary.setName(set);
  }
}
