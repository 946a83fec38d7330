package dev.ponder.jinja;

/// Finds a string in others in linear time, whatever both are (Knuth, Morris, Pratt): a template
/// and a user's text together must not make a search that takes for ever.
final class Search {
  /// Up to this length the plain way costs no more than this many looks at each character.
  private static final int PLAIN = 16;

  private final String part;
  private final Budget budget;
  private final int[] borders;

  Search(String part, Budget budget) {
    this.part = part;
    this.budget = budget;
    this.borders = part.length() <= PLAIN ? new int[0] : borders(part);
    budget.characters(borders.length * 2L);
  }

  /// The first place at or after `from`; negative if there is none.
  int first(String text, int from) {
    int found = borders.length == 0 ? text.indexOf(part, from) : scan(text, from);
    int end = found < 0 ? text.length() : found;
    budget.scan(Math.max(0, end - from));
    return found;
  }

  private int scan(String text, int from) {
    int matched = 0;
    for (int i = from; i < text.length(); i++) {
      while (matched > 0 && text.charAt(i) != part.charAt(matched)) {
        matched = borders[matched - 1];
      }
      if (text.charAt(i) == part.charAt(matched) && ++matched == part.length()) {
        return i + 1 - matched;
      }
    }
    return -1;
  }

  private static int[] borders(String part) {
    int[] borders = new int[part.length()];
    int matched = 0;
    for (int i = 1; i < part.length(); i++) {
      while (matched > 0 && part.charAt(i) != part.charAt(matched)) {
        matched = borders[matched - 1];
      }
      if (part.charAt(i) == part.charAt(matched)) {
        matched++;
      }
      borders[i] = matched;
    }
    return borders;
  }
}
