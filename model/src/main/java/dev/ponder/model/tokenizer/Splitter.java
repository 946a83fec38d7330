package dev.ponder.model.tokenizer;

import java.util.List;

/// Cuts text into the words within which tokens are merged, by one [Cut] after the other.
final class Splitter {
  private final List<Cut> cuts;

  Splitter(List<Cut> cuts) {
    this.cuts = List.copyOf(cuts);
  }

  /// Cuts `text[from, to)`, which holds no lone surrogates; characters outside do not matter. The
  /// words are contiguous and cover the text.
  void split(String text, int from, int to, Cut.Pieces words) {
    split(0, text, from, to, words);
  }

  private void split(int cut, String text, int from, int to, Cut.Pieces words) {
    if (cut == cuts.size()) {
      words.piece(from, to);
      return;
    }
    cuts.get(cut).cut(text, from, to, (start, end) -> split(cut + 1, text, start, end, words));
  }
}
