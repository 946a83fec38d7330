package dev.ponder.grammar;

import java.util.Arrays;
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
      int[] skip = new int[size];
      int[] next = new int[height + 1];
      Arrays.fill(next, size);
      for (int i = size - 1; i >= 0; i--) {
        // The next node that is not deeper: the nearest of this depth or of any smaller one.
        skip[i] = next[depth[i]];
        Arrays.fill(next, depth[i], next.length, i);
      }
      return new TokenTrie(
          Arrays.copyOf(label, size),
          Arrays.copyOf(depth, size),
          skip,
          Arrays.copyOf(token, size),
          twin,
          height);
    }
  }
}
