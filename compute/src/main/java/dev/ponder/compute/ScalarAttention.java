package dev.ponder.compute;

import java.lang.foreign.MemorySegment;

/// Attention in plain loops: the reference for [VectorAttention].
final class ScalarAttention implements AttentionKernel {

  @Override
  public void absorb(AttentionTile tile) {
    HeadLayout layout = tile.layout();
    for (int block = 0; block < tile.blockCount(); block++) {
      MemorySegment head = NativeMemory.ALL.asSlice(tile.blocks[block], layout.bytes());
      ScalarUnpacking.unpack(layout, head, tile.keys, tile.values);
      tile.enter(block);
      int end = tile.endRow();
      for (int row = tile.firstRow(); row < end; row++) {
        score(tile, row);
        exponentiate(tile, row);
        weigh(tile, row);
      }
    }
  }

  private static void score(AttentionTile tile, int row) {
    for (int key = tile.firstSeen[row]; key < tile.endSeen[row]; key++) {
      float sum = 0f;
      for (int i = 0; i < tile.width; i++) {
        sum += tile.queries[row * tile.width + i] * tile.keys[i * KEYS + key];
      }
      tile.scores[row * KEYS + key] = sum;
    }
  }

  private static void exponentiate(AttentionTile tile, int row) {
    int from = row * KEYS;
    float max = tile.maxima[row];
    for (int key = tile.firstSeen[row]; key < tile.endSeen[row]; key++) {
      max = Math.max(max, tile.scores[from + key]);
    }
    float correction = (float) Math.exp(tile.maxima[row] - max);
    float total = tile.totals[row * AttentionTile.LANES] * correction;
    for (int key = tile.firstSeen[row]; key < tile.endSeen[row]; key++) {
      float weight = (float) Math.exp(tile.scores[from + key] - max);
      tile.scores[from + key] = weight;
      total += weight;
    }
    tile.maxima[row] = max;
    tile.corrections[row] = correction;
    tile.totals[row * AttentionTile.LANES] = total;
  }

  private static void weigh(AttentionTile tile, int row) {
    int sums = row * tile.stride;
    for (int i = 0; i < tile.width; i++) {
      tile.sums[sums + i] *= tile.corrections[row];
    }
    for (int key = tile.firstSeen[row]; key < tile.endSeen[row]; key++) {
      float weight = tile.scores[row * KEYS + key];
      int value = key * tile.stride;
      for (int i = 0; i < tile.width; i++) {
        tile.sums[sums + i] += weight * tile.values[value + i];
      }
    }
  }
}
