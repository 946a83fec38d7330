package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Tile.ROWS;
import static dev.ponder.compute.Tile.SUMS;
import static dev.ponder.compute.Tile.TOKENS;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;

/// The kernels in the Vector API. The package's documentation says how they came about.
final class VectorKernels implements Kernels {

  /// Activations that stay in a core's second-level cache, usually 1 MiB or more, while rows of
  /// weights pass by.
  private static final int BLOCK_FLOATS = (512 << 10) / Float.BYTES;

  /// Quadruples of rows whose sums are folded together.
  private static final int QUADS = 4;

  /// Fewest rows that a thread takes for one token: so many that its four streams lie in different
  /// pages.
  private static final int TOKEN_GRAIN = 64;

  /// Fewest rows that a thread takes for many tokens: enough to read a block of activations for.
  private static final int BATCH_GRAIN = 8 * ROWS;

  private final ScalarKernels scalar = new ScalarKernels();

  @Override
  public void multiply(
      List<Matrix> weights, float[] input, int tokens, List<float[]> outputs, Workers workers) {
    Product product = Product.of(weights, input, tokens, outputs);
    try {
      if (tokens == 1 && RowQuad.covers(weights)) {
        workers.forEachBand(
            product.totalRows(),
            TOKEN_GRAIN,
            (from, to, _) -> product.forEachPart(from, to, part -> multiplyQuads(product, part)));
      } else {
        multiplyTiles(product, workers);
      }
    } finally {
      // The loops hold addresses only, which do not keep memory from being freed.
      Reference.reachabilityFence(weights);
    }
  }

  /// One token: the four quarters of the rows side by side.
  private static void multiplyQuads(Product product, Product.Part part) {
    Matrix matrix = part.matrix();
    long address = matrix.data().address();
    int quarter = Math.ceilDiv(part.to() - part.from(), RowQuad.ROWS);
    int last = part.to() - 1;
    long[] addresses = new long[RowQuad.ROWS];
    float[] sums = new float[RowQuad.ROWS * QUADS * COUNT];
    for (int done = 0; done < quarter; done += QUADS) {
      int quads = Math.min(QUADS, quarter - done);
      for (int i = 0; i < quads; i++) {
        for (int r = 0; r < RowQuad.ROWS; r++) {
          int row = Math.min(part.from() + done + i + r * quarter, last);
          addresses[r] = address + row * matrix.rowBytes();
        }
        RowQuad.multiply(
            matrix.format(),
            addresses,
            matrix.columns(),
            product.input(),
            sums,
            RowQuad.ROWS * i * COUNT);
      }
      Lanes.fold(sums, RowQuad.ROWS * quads);
      for (int i = 0; i < quads * RowQuad.ROWS; i++) {
        int row = part.from() + done + i / RowQuad.ROWS + i % RowQuad.ROWS * quarter;
        part.output()[Math.min(row, last)] = sums[i];
      }
    }
  }

  private static void multiplyTiles(Product product, Workers workers) {
    int columns = product.columns();
    int tileFloats = Panel.steps(columns) * TOKENS * COUNT;
    int tiles = Math.ceilDiv(product.tokens(), TOKENS);
    long input = workers.sharedScratch(Math.multiplyExact(tiles, tileFloats));
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
                input + 4L * tile * tileFloats);
          }
        });
    workers.forEachBand(
        product.totalRows(),
        BATCH_GRAIN,
        (from, to, worker) -> {
          long panel = workers.scratch(worker, Panel.steps(columns) * ROWS * COUNT);
          product.forEachPart(from, to, part -> multiplyRows(product, part, input, panel));
        });
  }

  /// All tokens, by blocks that fit the cache.
  private static void multiplyRows(Product product, Product.Part part, long input, long panel) {
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
          Tile.multiply(panel, input + 4L * tile * tileFloats, steps, tokens, sums);
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
