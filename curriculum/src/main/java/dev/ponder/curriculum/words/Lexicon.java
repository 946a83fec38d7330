package dev.ponder.curriculum.words;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The words of one language that gaps are filled with.
///
/// @param kinds nouns by what they name: `food`, `animal`, `box`
/// @param coinable the kinds in whose place invented words may stand
/// @param women names
/// @param men names
record Lexicon(
    Map<String, List<Noun>> kinds, Set<String> coinable, List<String> women, List<String> men) {
  Lexicon {
    kinds = Map.copyOf(kinds);
    coinable = Set.copyOf(coinable);
    women = List.copyOf(women);
    men = List.copyOf(men);
  }
}
