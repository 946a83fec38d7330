package dev.ponder.curriculum.words;

/// A thing's name for one and for many; a word that is no noun has one form twice.
record Noun(String one, String many) {

  /// Reads `leaf/leaves`; without the second form an English plural is made.
  static Noun parse(String source) {
    int slash = source.indexOf('/');
    return slash < 0
        ? regular(source)
        : new Noun(source.substring(0, slash), source.substring(slash + 1));
  }

  /// With the plural that English spelling gives.
  static Noun regular(String one) {
    int length = one.length();
    String last = length > 1 ? one.substring(length - 2) : one;
    if (last.endsWith("s") || last.endsWith("x") || last.equals("ch") || last.equals("sh")) {
      return new Noun(one, one + "es");
    }
    if (last.endsWith("y") && "aeiou".indexOf(last.charAt(0)) < 0) {
      return new Noun(one, one.substring(0, length - 1) + "ies");
    }
    return new Noun(one, one + "s");
  }

  /// With "a" or "an" before it.
  String withArticle() {
    return ("aeiou".indexOf(Character.toLowerCase(one.charAt(0))) >= 0 ? "an " : "a ") + one;
  }
}
