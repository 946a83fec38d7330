package dev.ponder.curriculum.words;

import dev.ponder.curriculum.words.Scenario.Passage;
import dev.ponder.curriculum.words.Scenario.Sequel;
import java.util.List;

/// A phrase book: everything that problems of one language and split are told with.
///
/// @param sequels ways in which stories go on
/// @param sums wordings of a number as a sum of `p` and `q`
/// @param products wordings of a number as a product of `k` and `m`
/// @param asides sentences that do not matter; a number in them is called `n`
record Book(
    Tongue tongue,
    Lexicon lexicon,
    List<Scenario> scenarios,
    List<Sequel> sequels,
    List<String> sums,
    List<String> products,
    List<Passage> asides) {

  /// What the number of an aside is called among the others of a story.
  static final String SPARE = "spare n";

  Book {
    scenarios = List.copyOf(scenarios);
    sequels = List.copyOf(sequels);
    sums = List.copyOf(sums);
    products = List.copyOf(products);
    asides = List.copyOf(asides);
  }
}
