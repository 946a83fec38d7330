package dev.ponder.grammar;

import java.util.List;

/// The syntax tree of a pattern.
sealed interface Pattern {
  /// One character of the set.
  record One(CodePoints set) implements Pattern {}

  /// One after the other.
  record Sequence(List<Pattern> parts) implements Pattern {}

  /// One of several.
  record Choice(List<Pattern> options) implements Pattern {}

  /// So many times; [Regexes#UNBOUNDED] for no bound.
  record Times(Pattern inner, int least, int most) implements Pattern {}

  /// `^`
  record Start() implements Pattern {}

  /// `$`
  record End() implements Pattern {}

  /// Whether `^` or `$` occurs anywhere in it.
  default boolean anchored() {
    return switch (this) {
      case One(CodePoints _) -> false;
      case Sequence(List<Pattern> parts) -> parts.stream().anyMatch(Pattern::anchored);
      case Choice(List<Pattern> options) -> options.stream().anyMatch(Pattern::anchored);
      case Times(Pattern inner, int _, int _) -> inner.anchored();
      case Start(), End() -> true;
    };
  }
}
