package dev.ponder.compute;

import java.lang.ref.Reference;

/// A product on its way through the native kernels: its input is quantised once, then each thread
/// multiplies bands of rows.
final class NativeProduct {

  /// Tokens that are quantised into one tile.
  private static final int TILE_TOKENS = 6;

  private static final int BLOCK = 32;

  /// Floats' worth of room that 32 quantised activations take.
  private static final int BLOCK_FLOATS = 14;

  /// Rows of two panels: fewer at once waste registers.
  private static final int PANELS = 32;

  /// Room for two panels of 1,024 columns with their scales and minima.
  private static final int SCRATCH_FLOATS = 2 * 32 * 768 / Float.BYTES;

  /// Products of a call: some 0.2 ms.
  private static final int CALL_PRODUCTS = 1 << 25;

  /// A row that has to come from memory costs about as much as this many tokens.
  private static final int READING_TOKENS = 16;

  private final NativeLibrary library;
  private final int set;
  private final Product product;
  private final Workers workers;
  private final int tokenFloats;

  /// For each group the tokens and the tiles of those before it; one more at the end.
  private final int[] tokensBefore;

  private final int[] tilesBefore;

  NativeProduct(NativeLibrary library, int set, Product product, Workers workers) {
    this.library = library;
    this.set = set;
    this.product = product;
    this.workers = workers;
    tokenFloats = product.columns() / BLOCK * BLOCK_FLOATS;
    int groups = product.groups().size();
    tokensBefore = new int[groups + 1];
    tilesBefore = new int[groups + 1];
    for (int g = 0; g < groups; g++) {
      int tokens = product.groups().get(g).tokens();
      tokensBefore[g + 1] = tokensBefore[g] + tokens;
      tilesBefore[g + 1] = tilesBefore[g] + Math.ceilDiv(tokens, TILE_TOKENS);
    }
  }

  void compute() {
    int groups = product.groups().size();
    long activations = workers.sharedScratch(Math.multiplyExact(tokensBefore[groups], tokenFloats));
    try {
      workers.forEachBand(tilesBefore[groups], 1, (from, to, _) -> quantise(from, to, activations));
      workers.forEachBand(
          product.totalRows(),
          2 * PANELS,
          (from, to, worker) -> {
            long scratch = workers.scratch(worker, SCRATCH_FLOATS);
            product.forEachPart(from, to, part -> multiply(part, activations, scratch));
          });
    } finally {
      // The calls take addresses only, which do not keep memory from being freed.
      Reference.reachabilityFence(product);
    }
  }

  /// Tiles by number, which all groups' tiles share.
  private void quantise(int from, int to, long activations) {
    int index = 0;
    for (int tile = from; tile < to; tile++) {
      while (tile >= tilesBefore[index + 1]) {
        index++;
      }
      Group group = product.groups().get(index);
      int done = (tile - tilesBefore[index]) * TILE_TOKENS;
      library.quantize(
          set,
          product.input(),
          group.from() + done,
          Math.min(TILE_TOKENS, group.tokens() - done),
          product.columns(),
          activations + bytes(tokensBefore[index] + done));
    }
  }

  private long bytes(int tokens) {
    return (long) tokens * tokenFloats * Float.BYTES;
  }

  private void multiply(Product.Part part, long activations, long scratch) {
    Matrix matrix = part.matrix();
    long data = matrix.data().address();
    long end = data + part.to() * matrix.rowBytes();
    int tokens = part.group().tokens();
    int atOnce = rowsPerCall(matrix.columns(), tokens);
    for (int row = part.from(); row < part.to(); row += atOnce) {
      NativeLibrary.Rows rows =
          new NativeLibrary.Rows(
              NativeKernels.number(matrix.format()),
              data + row * matrix.rowBytes(),
              end,
              Math.min(atOnce, part.to() - row),
              matrix.columns(),
              activations + bytes(tokensBefore[part.index()]),
              tokens);
      int offset = part.group().from() * matrix.rows() + row;
      library.multiply(set, rows, part.output(), offset, matrix.rows(), scratch);
    }
  }

  private static int rowsPerCall(int columns, int tokens) {
    long rowProducts = (long) columns * Math.max(tokens, READING_TOKENS);
    return (int) Math.max(1, CALL_PRODUCTS / PANELS / rowProducts) * PANELS;
  }
}
