package dev.ponder.compute;

/// Attention in plain loops: the reference for [VectorAttention].
final class ScalarAttention implements AttentionKernel {

  @Override
  public void absorb(AttentionTile tile, float[] keys, float[] values, int offset) {
    int end = tile.endRow();
    for (int row = tile.firstRow(); row < end; row++) {
      score(tile, row, keys, offset);
      exponentiate(tile, row);
      weigh(tile, row, values, offset);
    }
  }

  private static void score(AttentionTile tile, int row, float[] keys, int offset) {
    for (int key = tile.firstSeen[row]; key < tile.endSeen[row]; key++) {
      float sum = 0f;
      for (int i = 0; i < tile.width; i++) {
        sum += tile.queries[row * tile.width + i] * keys[offset + i * KEYS + key];
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

  private static void weigh(AttentionTile tile, int row, float[] values, int offset) {
    int sums = row * tile.stride;
    for (int i = 0; i < tile.width; i++) {
      tile.sums[sums + i] *= tile.corrections[row];
    }
    for (int key = tile.firstSeen[row]; key < tile.endSeen[row]; key++) {
      float weight = tile.scores[row * KEYS + key];
      int value = offset + key * tile.stride;
      for (int i = 0; i < tile.width; i++) {
        tile.sums[sums + i] += weight * values[value + i];
      }
    }
  }
}
