package dev.ponder.model.tokenizer;

import java.util.Map;

/// Finds spellings of special tokens in text: at every place the longest. A trie whose edges are in
/// one map, `node << 16 | character` to node.
final class SpecialTokens {
  private static final int ROOT = 0;

  private final LongIntMap edges = new LongIntMap(64);
  private final LongIntMap tokens = new LongIntMap(64);

  /// @param idsBySpelling no spelling is empty
  SpecialTokens(Map<String, Integer> idsBySpelling) {
    int nodes = 1;
    for (Map.Entry<String, Integer> special : idsBySpelling.entrySet()) {
      String spelling = special.getKey();
      int node = ROOT;
      for (int i = 0; i < spelling.length(); i++) {
        long edge = edge(node, spelling.charAt(i));
        int child = edges.get(edge);
        if (child < 0) {
          child = nodes++;
          edges.putIfAbsent(edge, child);
        }
        node = child;
      }
      tokens.putIfAbsent(node, special.getValue());
    }
  }

  /// A special token in a text.
  record Match(int token, int from, int to) {}

  /// The first match at or after `from`, and of those there the longest; `token` is -1 and both
  /// ends are the text's when there is none.
  Match next(String text, int from) {
    for (int start = from; start < text.length(); start++) {
      int token = -1;
      int end = start;
      int node = edges.get(edge(ROOT, text.charAt(start)));
      for (int i = start + 1; node >= 0; i++) {
        int found = tokens.get(node);
        if (found >= 0) {
          token = found;
          end = i;
        }
        node = i < text.length() ? edges.get(edge(node, text.charAt(i))) : -1;
      }
      if (token >= 0) {
        return new Match(token, start, end);
      }
    }
    return new Match(-1, text.length(), text.length());
  }

  private static long edge(int node, char character) {
    return (long) node << 16 | character;
  }
}
