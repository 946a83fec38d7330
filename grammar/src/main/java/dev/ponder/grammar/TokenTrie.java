package dev.ponder.grammar;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Tokens as the tree of their bytes, flat: nodes in depth-first order, so that walking is one loop
/// over arrays and leaving out a subtree is a jump.
///
/// @param label the byte of each node
/// @param depth of each node, 0 for first bytes
/// @param skip the index behind each node's subtree
/// @param token the token that ends at each node, or -1
/// @param twin for each token the next one with the same bytes, or -1
/// @param height the length of the longest token
record TokenTrie(byte[] label, int[] depth, int[] skip, int[] token, int[] twin, int height) {

  /// The trie of those tokens of a vocabulary.
  static TokenTrie of(List<byte[]> vocabulary, int[] members) {
    Integer[] order = Arrays.stream(members).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Arrays.compareUnsigned(vocabulary.get(a), vocabulary.get(b)));
    Builder builder = new Builder(vocabulary.size());
    byte[] before = new byte[0];
    for (int id : order) {
      byte[] bytes = vocabulary.get(id);
      builder.add(
          bytes, Math.max(0, Arrays.mismatch(before, bytes)), id, Arrays.equals(before, bytes));
      before = bytes;
    }
    return builder.build();
  }

  int size() {
    return label.length;
  }

  /// The same of those tokens only that end at one of these nodes.
  TokenTrie only(BitSet nodes) {
    int[] path = new int[height];
    BitSet kept = new BitSet();
    for (int i = 0; i < nodes.length(); i++) {
      path[depth[i]] = i;
      for (int at = depth[i]; nodes.get(i) && at >= 0 && !kept.get(path[at]); at--) {
        kept.set(path[at]);
      }
    }
    int[] from = kept.stream().toArray();
    byte[] labels = new byte[from.length];
    int[] depths = new int[from.length];
    int[] tokens = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      labels[i] = label[from[i]];
      depths[i] = depth[from[i]];
      tokens[i] = nodes.get(from[i]) ? token[from[i]] : -1;
    }
    return new TokenTrie(labels, depths, skips(depths, height), tokens, twin, height);
  }

  /// For each node the next one that is not deeper: the nearest of its depth or of a smaller one.
  private static int[] skips(int[] depth, int height) {
    int[] skip = new int[depth.length];
    int[] next = new int[height + 1];
    Arrays.fill(next, depth.length);
    for (int i = depth.length - 1; i >= 0; i--) {
      skip[i] = next[depth[i]];
      Arrays.fill(next, depth[i], next.length, i);
    }
    return skip;
  }

  /// Whether some token starts with those bytes and goes on.
  boolean reachesBeyond(byte[] start) {
    int at = 0;
    int matched = 0;
    while (at < size() && matched < start.length && depth[at] == matched) {
      if (label[at] == start[matched]) {
        matched++;
        at++;
      } else {
        at = skip[at];
      }
    }
    return matched == start.length && at < size() && depth[at] == matched;
  }

  private static final class Builder {
    private byte[] label = new byte[1024];
    private int[] depth = new int[1024];
    private int[] token = new int[1024];
    private final int[] twin;
    private int size;
    private int height;
    private int last = -1;

    Builder(int vocabulary) {
      twin = new int[vocabulary];
      Arrays.fill(twin, -1);
    }

    void add(byte[] bytes, int shared, int id, boolean same) {
      if (same) {
        twin[last] = id;
        last = id;
        return;
      }
      for (int i = shared; i < bytes.length; i++) {
        if (size == label.length) {
          label = Arrays.copyOf(label, 2 * size);
          depth = Arrays.copyOf(depth, 2 * size);
          token = Arrays.copyOf(token, 2 * size);
        }
        label[size] = bytes[i];
        depth[size] = i;
        token[size++] = -1;
      }
      token[size - 1] = id;
      last = id;
      height = Math.max(height, bytes.length);
    }

    TokenTrie build() {
      int[] depths = Arrays.copyOf(depth, size);
      return new TokenTrie(
          Arrays.copyOf(label, size),
          depths,
          skips(depths, height),
          Arrays.copyOf(token, size),
          twin,
          height);
    }
  }
}
