package dev.ponder.compute;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Optional;

/// A product on its way through the native kernels: its input is brought into their form once, then
/// each thread multiplies bands of rows.
final class NativeProduct {

  /// What weights are multiplied by.
  enum Input {
    /// Activations quantised to bytes, for quantised weights.
    BYTES,

    /// Activations as they are, for float weights, in memory where vectors do not span two lines.
    FLOATS;

    /// What all of the product's matrices are multiplied by; empty where it is not the same for
    /// all, or one cannot be multiplied here.
    static Optional<Input> of(Product product) {
      Optional<Input> common = of(product.groups().getFirst().weights().getFirst());
      for (Group group : product.groups()) {
        for (Matrix matrix : group.weights()) {
          if (!of(matrix).equals(common)) {
            return Optional.empty();
          }
        }
      }
      return common;
    }

    private static Optional<Input> of(Matrix matrix) {
      return switch (matrix.format()) {
        case F32, F16, BF16 ->
            matrix.columns() % STEP_COLUMNS == 0 ? Optional.of(FLOATS) : Optional.empty();
        case Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS, MXFP4 ->
            Optional.of(BYTES);
      };
    }

    private int floatsOf(int columns) {
      return switch (this) {
        case BYTES -> columns / BLOCK * BLOCK_FLOATS;
        case FLOATS -> columns;
      };
    }

    /// Products of a call: some 0.2 ms.
    private int callProducts() {
      return switch (this) {
        case BYTES -> 1 << 25;
        case FLOATS -> 1 << 24;
      };
    }
  }

  /// Columns that are multiplied at once where weights are floats.
  private static final int STEP_COLUMNS = 16;

  /// Tokens that are quantised into one tile.
  private static final int TILE_TOKENS = 6;

  private static final int BLOCK = 32;

  /// Floats' worth of room that 32 quantised activations take.
  private static final int BLOCK_FLOATS = 14;

  /// Rows of two panels: fewer at once waste registers.
  private static final int PANELS = 32;

  /// Room for two panels of 1,024 columns with their scales and minima.
  private static final int SCRATCH_FLOATS = 2 * 32 * 768 / Float.BYTES;

  /// A row that has to come from memory costs about as much as this many tokens.
  private static final int READING_TOKENS = 16;

  private final NativeLibrary library;
  private final int set;
  private final Product product;
  private final Input input;
  private final int tokenFloats;

  /// For each group the tokens and the tiles of those before it; one more at the end.
  private final int[] tokensBefore;

  private final int[] tilesBefore;

  /// @param input of all of the product's matrices
  NativeProduct(NativeLibrary library, int set, Product product, Input input) {
    this.library = library;
    this.set = set;
    this.product = product;
    this.input = input;
    tokenFloats = input.floatsOf(product.columns());
    int groups = product.groups().size();
    tokensBefore = new int[groups + 1];
    tilesBefore = new int[groups + 1];
    for (int g = 0; g < groups; g++) {
      int tokens = product.groups().get(g).tokens();
      tokensBefore[g + 1] = tokensBefore[g] + tokens;
      tilesBefore[g + 1] = tilesBefore[g] + Math.ceilDiv(tokens, TILE_TOKENS);
    }
  }

  void compute(Workers workers) {
    int groups = product.groups().size();
    long activations = workers.sharedScratch(Math.multiplyExact(tokensBefore[groups], tokenFloats));
    try {
      workers.forEachBand(
          tilesBefore[groups], 1, (from, to, _) -> prepareTiles(from, to, activations));
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
  private void prepareTiles(int from, int to, long activations) {
    int index = 0;
    for (int tile = from; tile < to; tile++) {
      while (tile >= tilesBefore[index + 1]) {
        index++;
      }
      Group group = product.groups().get(index);
      int done = (tile - tilesBefore[index]) * TILE_TOKENS;
      prepare(
          group.from() + done,
          Math.min(TILE_TOKENS, group.tokens() - done),
          activations + bytes(tokensBefore[index] + done));
    }
  }

  private void prepare(int first, int tokens, long target) {
    int columns = product.columns();
    switch (input) {
      case BYTES -> library.quantize(set, product.input(), first, tokens, columns, target);
      case FLOATS ->
          MemorySegment.copy(
              product.input(),
              first * columns,
              NativeMemory.ALL,
              ValueLayout.JAVA_FLOAT,
              target,
              tokens * columns);
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

  private int rowsPerCall(int columns, int tokens) {
    long rowProducts = (long) columns * Math.max(tokens, READING_TOKENS);
    return (int) Math.max(1, input.callProducts() / PANELS / rowProducts) * PANELS;
  }
}
