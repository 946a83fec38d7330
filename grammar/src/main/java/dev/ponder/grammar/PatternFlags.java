package dev.ponder.grammar;

/// How the letters of a pattern are to be read.
///
/// @param anyCase letters stand for both their cases (`i`)
/// @param dotAll the dot stands for line breaks too (`s`)
/// @param lines anchors are at each line's borders (`m`)
/// @param spaced whitespace and comments mean nothing (`x`)
record PatternFlags(boolean anyCase, boolean dotAll, boolean lines, boolean spaced) {
  static final PatternFlags NONE = new PatternFlags(false, false, false, false);

  /// These with the flag of that letter on or off.
  ///
  /// @throws PatternException when no flag has that letter
  PatternFlags with(int letter, boolean on) {
    return switch (letter) {
      case 'i' -> new PatternFlags(on, dotAll, lines, spaced);
      case 's' -> new PatternFlags(anyCase, on, lines, spaced);
      case 'm' -> new PatternFlags(anyCase, dotAll, on, spaced);
      case 'x' -> new PatternFlags(anyCase, dotAll, lines, on);
      case 'u' -> this;
      default ->
          throw new PatternException(
              "the flag '" + Character.toString(letter) + "' is not supported");
    };
  }

  static PatternFlags of(String letters) {
    PatternFlags flags = NONE;
    for (int i = 0; i < letters.length(); i++) {
      flags = flags.with(letters.charAt(i), true);
    }
    return flags;
  }
}
