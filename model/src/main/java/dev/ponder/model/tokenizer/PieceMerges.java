package dev.ponder.model.tokenizer;

/// Merging as SentencePiece does it (Kudo, Richardson 2018, its BPE mode): of all adjacent symbols
/// whose joined text is a piece, those of the highest score are joined, the leftmost of several,
/// until none is left. Symbols start as the characters of the text, which need not be pieces.
///
/// Pieces are looked up by their text; the list and the queue are as in [Merges]. This takes O(n
/// log n) steps for n characters, each of at most the length of the longest piece.
final class PieceMerges {
  private final Vocabulary vocabulary;
  private final int[] ranks;
  private final int longest;

  /// @param ranks of each token, 0 for the highest score
  /// @param longest the number of bytes of the longest piece
  PieceMerges(Vocabulary vocabulary, int[] ranks, int longest) {
    this.vocabulary = vocabulary;
    this.ranks = ranks;
    this.longest = longest;
  }

  /// Is told the symbols that are left, in order.
  @FunctionalInterface
  interface Symbols {
    /// @param token of `text[from, to)`, -1 if it is no piece
    void symbol(int token, int from, int to);
  }

  /// Merges the UTF-8 text, which is not empty.
  void apply(byte[] text, Symbols symbols) {
    new Word(text).merge(symbols);
  }

  /// A text while it is merged. A symbol's place is the index of its first byte.
  private final class Word {
    private static final int NONE = -1;

    private final byte[] text;
    private final int[] previous;

    /// Where the next symbol starts, which is where this one ends.
    private final int[] next;

    /// What each symbol and the next would make, [#NONE] if no piece.
    private final int[] joined;

    private final MergeQueue waiting;

    Word(byte[] text) {
      this.text = text;
      previous = new int[text.length + 1];
      next = new int[text.length];
      joined = new int[text.length];
      waiting = new MergeQueue(text.length);
      int place = 0;
      previous[0] = NONE;
      while (place < text.length) {
        next[place] = Math.min(place + lengthOfCharacter(text[place]), text.length);
        previous[next[place]] = place;
        place = next[place];
      }
      for (place = 0; place < text.length; place = next[place]) {
        enqueue(place);
      }
    }

    void merge(Symbols symbols) {
      while (!waiting.isEmpty()) {
        long first = waiting.poll();
        int place = MergeQueue.place(first);
        if (joined[place] != NONE && ranks[joined[place]] == MergeQueue.rank(first)) {
          mergeAt(place);
        }
      }
      for (int place = 0; place < text.length; place = next[place]) {
        symbols.symbol(vocabulary.find(text, place, next[place]), place, next[place]);
      }
    }

    private void mergeAt(int place) {
      int gone = next[place];
      joined[gone] = NONE;
      next[place] = next[gone];
      previous[next[gone]] = place;
      enqueue(place);
      if (previous[place] != NONE) {
        enqueue(previous[place]);
      }
    }

    private void enqueue(int place) {
      joined[place] = NONE;
      int second = next[place];
      if (second == text.length || next[second] - place > longest) {
        return;
      }
      joined[place] = vocabulary.find(text, place, next[second]);
      if (joined[place] != NONE) {
        waiting.add(ranks[joined[place]], place);
      }
    }
  }

  /// The number of bytes that the first byte of a character announces.
  static int lengthOfCharacter(byte start) {
    int first = start & 0xFF;
    return first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  }
}
