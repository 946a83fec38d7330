package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Tile.ROWS;
import static dev.ponder.compute.Tile.SUMS;
import static dev.ponder.compute.Tile.TOKENS;

import java.lang.ref.Reference;

/// One product in the Vector API: groups of one token go through [RowQuad], larger ones through
/// [Tile]. The package's documentation says how the loops came about.
final class VectorProduct {

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

  /// Fewest tiles that are worth a thread for bringing them into place.
  private static final int TILE_GRAIN = 2;

  /// A chunk for each row of a quad.
  private static final int CHUNK_FLOATS = (int) (ChunkQuad.ROWS * Chunk.SIZE) / Float.BYTES;

  private final Product product;
  private final Workers workers;
  private final int columns;
  private final int steps;
  private final int tileFloats;

  /// Where each group's activations start in the scratch memory, in floats; one more at the end.
  private final int[] starts;

  /// Of all groups.
  private final boolean onlyQuads;

  VectorProduct(Product product, Workers workers) {
    this.product = product;
    this.workers = workers;
    columns = product.columns();
    steps = Panel.steps(columns);
    tileFloats = steps * TOKENS * COUNT;
    starts = new int[product.groups().size() + 1];
    boolean noTiles = true;
    for (int i = 0; i < product.groups().size(); i++) {
      Group group = product.groups().get(i);
      int tiles = Math.ceilDiv(group.tokens(), TOKENS);
      int floats = byQuads(group) ? steps * COUNT : Math.multiplyExact(tiles, tileFloats);
      starts[i + 1] = Math.addExact(starts[i], floats);
      noTiles &= byQuads(group);
    }
    onlyQuads = noTiles;
  }

  private static boolean byQuads(Group group) {
    if (group.tokens() > 1) {
      return false;
    }
    for (Matrix matrix : group.weights()) {
      if (matrix.columns() % COUNT != 0) {
        return false;
      }
    }
    return true;
  }

  void compute() {
    long input = workers.sharedScratch(starts[starts.length - 1]);
    for (int i = 0; i < product.groups().size(); i++) {
      prepare(product.groups().get(i), input + 4L * starts[i]);
    }
    try {
      workers.forEachBand(
          product.totalRows(),
          onlyQuads ? TOKEN_GRAIN : BATCH_GRAIN,
          (from, to, worker) ->
              product.forEachPart(from, to, part -> multiply(part, input, worker)));
    } finally {
      // The loops hold addresses only, which do not keep memory from being freed.
      Reference.reachabilityFence(product);
    }
  }

  /// Brings the group's activations into aligned memory, as its loop reads them.
  private void prepare(Group group, long output) {
    if (byQuads(group)) {
      Panel.copyToken(product.input(), group.from() * columns, columns, output);
      return;
    }
    workers.forEachBand(
        Math.ceilDiv(group.tokens(), TOKENS),
        TILE_GRAIN,
        (from, to, _) -> {
          for (int tile = from; tile < to; tile++) {
            int token = group.from() + tile * TOKENS;
            int tokens = Math.min(TOKENS, group.to() - token);
            Panel.interleaveTokens(
                product.input(), token * columns, tokens, columns, output + 4L * tile * tileFloats);
          }
        });
  }

  private void multiply(Product.Part part, long input, int worker) {
    long start = input + 4L * starts[part.index()];
    int panelFloats = byQuads(part.group()) ? 0 : steps * ROWS * COUNT;
    long chunks = workers.scratch(worker, CHUNK_FLOATS + panelFloats);
    if (byQuads(part.group())) {
      multiplyQuads(part, start, chunks);
    } else {
      multiplyTiles(part, start, chunks);
    }
  }

  /// One token.
  ///
  /// @param input address of the token
  private void multiplyQuads(Product.Part part, long input, long chunks) {
    Matrix matrix = part.matrix();
    long address = matrix.data().address();
    int count = Math.ceilDiv(part.to() - part.from(), RowQuad.ROWS);
    long[] addresses = new long[RowQuad.ROWS];
    float[] sums = new float[RowQuad.ROWS * QUADS * COUNT];
    for (int done = 0; done < count; done += QUADS) {
      int quads = Math.min(QUADS, count - done);
      for (int i = 0; i < quads; i++) {
        for (int r = 0; r < RowQuad.ROWS; r++) {
          addresses[r] = address + row(part, done + i, r) * matrix.rowBytes();
        }
        int offset = RowQuad.ROWS * i * COUNT;
        if (!RowQuad.covers(matrix.format())) {
          ChunkQuad.multiply(matrix.format(), addresses, columns, input, chunks, sums, offset);
        } else {
          RowQuad.multiply(matrix.format(), addresses, columns, input, sums, offset);
        }
      }
      Lanes.fold(sums, RowQuad.ROWS * quads);
      long base = (long) part.group().from() * matrix.rows();
      for (int i = 0; i < quads * RowQuad.ROWS; i++) {
        int row = row(part, done + i / RowQuad.ROWS, i % RowQuad.ROWS);
        part.output()[(int) base + row] = sums[i];
      }
    }
  }

  /// Row `r` of a quad: those that are read side by side come from the four quarters of the part.
  private static int row(Product.Part part, int quad, int r) {
    int quads = Math.ceilDiv(part.to() - part.from(), RowQuad.ROWS);
    int row = !RowQuad.covers(part.matrix().format()) ? quad * RowQuad.ROWS + r : quad + r * quads;
    return Math.min(part.from() + row, part.to() - 1);
  }

  /// All tokens of a group, by blocks that fit the cache.
  ///
  /// @param input address of the group's first tile
  private void multiplyTiles(Product.Part part, long input, long chunk) {
    long panel = chunk + 4L * CHUNK_FLOATS;
    Group group = part.group();
    int tiles = Math.ceilDiv(group.tokens(), TOKENS);
    int blocks = Math.ceilDiv(tiles, Math.max(1, BLOCK_FLOATS / tileFloats));
    float[] sums = new float[SUMS * COUNT];
    for (int block = 0; block < blocks; block++) {
      int firstTile = tiles * block / blocks;
      int lastTile = tiles * (block + 1) / blocks;
      for (int row = part.from(); row < part.to(); row += ROWS) {
        Panel.dequantize(part.matrix(), row, Math.min(ROWS, part.to() - row), chunk, panel);
        for (int tile = firstTile; tile < lastTile; tile++) {
          int token = tile * TOKENS;
          int tokens = Math.min(TOKENS, group.tokens() - token);
          Tile.multiply(panel, input + 4L * tile * tileFloats, steps, tokens, sums);
          Lanes.fold(sums, tokens * ROWS);
          store(sums, group.from() + token, tokens, row, part);
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
}
