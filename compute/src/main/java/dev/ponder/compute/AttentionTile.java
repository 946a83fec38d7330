package dev.ponder.compute;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/// A few query rows on their way through the keys of one head: what online softmax carries.
///
/// One tile serves one thread. Keys are taken in by runs of up to [#RUN_BLOCKS] blocks. Within a
/// run a row keeps the largest score seen, the sum of its exponentials (spread over lanes) and the
/// values weighted by them, all relative to that largest score (Milakov and Gimelshein 2018; Dao et
/// al. 2022); [#fold] adds a run to those before it. So a row's result depends on nothing but its
/// own query, the keys it sees, in their order, and where runs begin: rows never mix, and runs may
/// be computed side by side, [#save]d and folded later.
///
/// Rows are ordered by the position of their query: neither end of what they [#see] ever goes down
/// from one row to the next. So those that see any key of a block follow each other.
///
/// An attention sink (Xiao et al. 2023) is a score without a value: it takes its share of the
/// weights and gives nothing. It is where a row's maximum and total start.
public final class AttentionTile {

  /// Most blocks of a run.
  public static final int RUN_BLOCKS = 64;

  /// Lanes over which a row's sum is spread: those of the widest vector in use.
  static final int LANES = 16;

  private final HeadLayout layout;
  final int width;
  final int stride;

  /// Keys of the block that is being taken in, `[width, KEYS]`.
  final float[] keys;

  /// Its values, `[KEYS, stride]`.
  final float[] values;

  /// Addresses of the run's blocks.
  final long[] blocks = new long[RUN_BLOCKS];

  /// The keys of the run that each row sees.
  final int[] seenFrom;

  final int[] seenTo;

  /// What each row sees of the block that is being taken in.
  final int[] firstSeen;

  final int[] endSeen;

  final float[] queries;
  final float[] scores;
  final float[] sums;
  final float[] totals;
  final float[] maxima;
  final float[] corrections;
  private final FoldedRuns folded;
  private final MemorySegment room;
  private int rows;
  private int blockCount;

  /// @param capacity most rows at once
  /// @param layout of the blocks that it will take in; a query is as wide as a key
  public AttentionTile(int capacity, HeadLayout layout) {
    this.layout = layout;
    width = layout.width();
    stride = layout.stride();
    keys = new float[width * AttentionKernel.KEYS];
    values = new float[AttentionKernel.KEYS * stride];
    seenFrom = new int[capacity];
    seenTo = new int[capacity];
    firstSeen = new int[capacity];
    endSeen = new int[capacity];
    queries = new float[capacity * width];
    scores = new float[capacity * AttentionKernel.KEYS];
    sums = new float[capacity * stride];
    totals = new float[capacity * LANES];
    maxima = new float[capacity];
    corrections = new float[capacity];
    folded = new FoldedRuns(capacity, width, stride);
    room = Arena.ofAuto().allocate(NativeAttention.roomBytes(capacity, layout), Workers.CACHE_LINE);
  }

  /// How the blocks lie in memory.
  public HeadLayout layout() {
    return layout;
  }

  /// Most rows at once.
  public int capacity() {
    return maxima.length;
  }

  /// Rows in use.
  public int rows() {
    return rows;
  }

  /// Address of what the native kernel works in.
  long room() {
    return room.address();
  }

  /// Blocks of the run.
  int blockCount() {
    return blockCount;
  }

  /// Starts over with that many rows, which have seen nothing yet.
  public void begin(int count) {
    if (count < 1 || count > capacity()) {
      throw new IllegalArgumentException("a tile of " + capacity() + " rows cannot hold " + count);
    }
    rows = count;
    folded.clear(count);
    beginRun();
  }

  /// Starts a run without blocks.
  public void beginRun() {
    blockCount = 0;
    Arrays.fill(sums, 0, rows * stride, 0f);
    Arrays.fill(totals, 0, rows * LANES, 0f);
    Arrays.fill(maxima, 0, rows, Float.NEGATIVE_INFINITY);
  }

  /// Sets the query of a row, times `scale`.
  public void query(int row, float[] source, int offset, float scale) {
    int to = row * width;
    for (int i = 0; i < width; i++) {
      queries[to + i] = source[offset + i] * scale;
    }
  }

  /// Gives a row that has seen no key yet a sink of that score.
  public void sink(int row, float score) {
    folded.sink(row, score);
  }

  /// Adds a block to the run. What lies in it before the first key that any row sees, and behind
  /// the last, may be anything.
  ///
  /// @param memory a block in native memory; it must stay open until the run is taken in
  /// @param offset where the head begins in it, laid out as [#layout] says
  public void append(MemorySegment memory, long offset) {
    Objects.checkFromIndexSize(offset, layout.bytes(), memory.byteSize());
    if (!memory.isNative()) {
      throw new IllegalArgumentException("a block lies in native memory, not on the heap");
    }
    blocks[blockCount++] = memory.address() + offset;
  }

  /// Sets which keys of the run the row sees: those from `from` to `to`, `to` excluded. One that
  /// sees none has both at the beginning of the run, or both at its end.
  public void see(int row, int from, int to) {
    if (from < 0 || from > to || to > blockCount * AttentionKernel.KEYS) {
      throw new IllegalArgumentException(
          "a run of %d blocks does not hold the keys from %d to %d"
              .formatted(blockCount, from, to));
    }
    seenFrom[row] = from;
    seenTo[row] = to;
  }

  /// Sets [#firstSeen] and [#endSeen] for a block of the run.
  void enter(int block) {
    int start = block * AttentionKernel.KEYS;
    for (int row = 0; row < rows; row++) {
      firstSeen[row] = Math.clamp(seenFrom[row] - start, 0, AttentionKernel.KEYS);
      endSeen[row] = Math.clamp(seenTo[row] - start, 0, AttentionKernel.KEYS);
    }
  }

  /// The first row that sees any key of the block; [#rows] if none does.
  int firstRow() {
    int row = 0;
    while (row < rows && firstSeen[row] == endSeen[row]) {
      row++;
    }
    return row;
  }

  /// The end of the rows that see any key of the block.
  int endRow() {
    int row = rows;
    while (row > 0 && firstSeen[row - 1] == endSeen[row - 1]) {
      row--;
    }
    return row;
  }

  /// Adds the run to those before it and starts a new one.
  public void fold() {
    for (int row = 0; row < rows; row++) {
      folded.add(row, this);
    }
    beginRun();
  }

  /// Floats that [#save] writes for each row.
  public int savedFloats() {
    return stride + LANES + 1;
  }

  /// Copies what the rows have of the run, for another tile to [#restore].
  public void save(float[] target, int offset) {
    System.arraycopy(sums, 0, target, offset, rows * stride);
    System.arraycopy(totals, 0, target, offset + rows * stride, rows * LANES);
    System.arraycopy(maxima, 0, target, offset + rows * (stride + LANES), rows);
  }

  /// Makes a saved run of as many rows the one under way.
  public void restore(float[] source, int offset) {
    System.arraycopy(source, offset, sums, 0, rows * stride);
    System.arraycopy(source, offset + rows * stride, totals, 0, rows * LANES);
    System.arraycopy(source, offset + rows * (stride + LANES), maxima, 0, rows);
  }

  /// Writes what a row attended to in all folded runs to `target[offset..offset + width)`.
  public void result(int row, float[] target, int offset) {
    folded.result(row, target, offset);
  }
}
