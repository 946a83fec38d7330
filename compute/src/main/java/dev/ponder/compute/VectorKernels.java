package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Tile.ROWS;
import static dev.ponder.compute.Tile.SUMS;
import static dev.ponder.compute.Tile.TOKENS;

import java.lang.ref.Reference;
import java.util.List;

/// The kernels in the Vector API. The package's documentation says how they came about.
final class VectorKernels implements Kernels {

  /// Activations that stay in a core's second-level cache, usually 1 MiB or more, while rows of
  /// weights pass by.
  private static final int BLOCK_FLOATS = (512 << 10) / Float.BYTES;

  /// Row pairs whose sums are folded together.
  private static final int PAIRS = 8;

  private final ScalarKernels scalar = new ScalarKernels();

  @Override
  public void multiply(
      List<Matrix> weights, float[] input, int tokens, List<float[]> outputs, Workers workers) {
    Product product = Product.of(weights, input, tokens, outputs);
    try {
      if (tokens == 1 && RowPair.covers(product.columns())) {
        workers.forEachBand(
            product.totalRows(),
            2 * PAIRS,
            (from, to, _) -> product.forEachPart(from, to, part -> multiplyPairs(product, part)));
      } else {
        multiplyTiles(product, workers);
      }
    } finally {
      // The loops hold addresses only, which do not keep memory from being freed.
      Reference.reachabilityFence(weights);
    }
  }

  /// One token: the upper half of the rows and the lower half, side by side.
  private static void multiplyPairs(Product product, Product.Part part) {
    Matrix matrix = part.matrix();
    long address = matrix.data().address();
    long rowBytes = matrix.rowBytes();
    int half = Math.ceilDiv(part.to() - part.from(), 2);
    float[] sums = new float[2 * PAIRS * COUNT];
    for (int row = part.from(); row < part.from() + half; row += PAIRS) {
      int pairs = Math.min(PAIRS, part.from() + half - row);
      for (int i = 0; i < pairs; i++) {
        long first = address + (row + i) * rowBytes;
        long second = address + Math.min(row + i + half, part.to() - 1) * rowBytes;
        RowPair.multiply(
            matrix.format(), first, second, matrix.columns(), product.input(), sums, 2 * i * COUNT);
      }
      Lanes.fold(sums, 2 * pairs);
      for (int i = 0; i < pairs; i++) {
        part.output()[row + i] = sums[2 * i];
        part.output()[Math.min(row + i + half, part.to() - 1)] = sums[2 * i + 1];
      }
    }
  }

  private static void multiplyTiles(Product product, Workers workers) {
    int columns = product.columns();
    int tileFloats = Panel.steps(columns) * TOKENS * COUNT;
    int tiles = Math.ceilDiv(product.tokens(), TOKENS);
    float[] input = workers.sharedScratch(Math.multiplyExact(tiles, tileFloats));
    workers.forEachBand(
        tiles,
        1,
        (from, to, _) -> {
          for (int tile = from; tile < to; tile++) {
            Panel.interleaveTokens(
                product.input(),
                tile * TOKENS * columns,
                Math.min(TOKENS, product.tokens() - tile * TOKENS),
                columns,
                input,
                tile * tileFloats);
          }
        });
    workers.forEachBand(
        product.totalRows(),
        ROWS,
        (from, to, worker) -> {
          float[] panel = workers.scratch(worker, Panel.steps(columns) * ROWS * COUNT);
          product.forEachPart(from, to, part -> multiplyRows(product, part, input, panel));
        });
  }

  /// All tokens, by blocks that fit the cache.
  private static void multiplyRows(
      Product product, Product.Part part, float[] input, float[] panel) {
    int tileFloats = Panel.steps(product.columns()) * TOKENS * COUNT;
    int tiles = Math.ceilDiv(product.tokens(), TOKENS);
    int blocks = Math.ceilDiv(tiles, Math.max(1, BLOCK_FLOATS / tileFloats));
    float[] sums = new float[SUMS * COUNT];
    for (int block = 0; block < blocks; block++) {
      int firstTile = tiles * block / blocks;
      int lastTile = tiles * (block + 1) / blocks;
      for (int row = part.from(); row < part.to(); row += ROWS) {
        Panel.dequantize(part.matrix(), row, Math.min(ROWS, part.to() - row), panel);
        for (int tile = firstTile; tile < lastTile; tile++) {
          int tokens = Math.min(TOKENS, product.tokens() - tile * TOKENS);
          int steps = Panel.steps(product.columns());
          Tile.multiply(panel, input, tile * tileFloats, steps, tokens, sums);
          Lanes.fold(sums, tokens * ROWS);
          store(sums, tile * TOKENS, tokens, row, part);
        }
      }
    }
  }

  private static void store(
      float[] sums, int firstToken, int tokens, int firstRow, Product.Part part) {
    int width = part.matrix().rows();
    int rows = Math.min(ROWS, part.to() - firstRow);
    for (int t = 0; t < tokens; t++) {
      for (int r = 0; r < rows; r++) {
        part.output()[(firstToken + t) * width + firstRow + r] = sums[t * ROWS + r];
      }
    }
  }

  @Override
  public void dequantizeRow(Matrix matrix, int row, float[] output, int offset) {
    scalar.dequantizeRow(matrix, row, output, offset);
  }

  @Override
  public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    return RowProducts.dot(a, aOffset, b, bOffset, length);
  }

  @Override
  public void addScaled(float[] y, int yOffset, float[] x, int xOffset, int length, float scale) {
    RowProducts.addScaled(y, yOffset, x, xOffset, length, scale);
  }

  @Override
  public void dots(Rows a, Rows b, int width, Rows output) {
    RowProducts.dots(a, b, width, output);
  }

  @Override
  public void addMixture(Rows weights, Rows values, int width, Rows output) {
    RowProducts.addMixture(weights, values, width, output);
  }

  @Override
  public void rmsNorm(
      float[] x, int xOffset, float[] weight, float epsilon, float[] output, int outputOffset) {
    RowFunctions.rmsNorm(x, xOffset, weight, epsilon, output, outputOffset);
  }

  @Override
  public void softmax(float[] x, int offset, int length) {
    RowFunctions.softmax(x, offset, length);
  }

  @Override
  public void siluMultiply(float[] gate, float[] up, int offset, int length) {
    RowFunctions.siluMultiply(gate, up, offset, length);
  }

  @Override
  public void rotateHalves(float[] x, int offset, float[] cosines, float[] sines) {
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
