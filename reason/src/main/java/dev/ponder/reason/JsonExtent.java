package dev.ponder.reason;

/// Follows JSON text one character at a time and knows where its value ends. Only brackets and
/// strings count, so text that is not quite JSON has an extent too: a bracket that closes none is
/// passed over, and one that closes an outer bracket closes those within as well.
final class JsonExtent {
  private final StringBuilder open = new StringBuilder();
  private int braces;
  private boolean string;
  private boolean escaped;

  /// Whether this character ends the value.
  boolean accept(char c) {
    if (string) {
      string = escaped || c != '"';
      escaped = !escaped && c == '\\';
      return false;
    }
    switch (c) {
      case '"' -> string = true;
      case '{', '[' -> {
        open.append(c);
        braces += c == '{' ? 1 : 0;
      }
      case '}' -> {
        return close('{', braces);
      }
      case ']' -> {
        return close('[', open.length() - braces);
      }
      default -> {}
    }
    return false;
  }

  /// @param count how many brackets of that kind are open
  private boolean close(char bracket, int count) {
    if (count == 0) {
      return false;
    }
    char last;
    do {
      last = open.charAt(open.length() - 1);
      open.setLength(open.length() - 1);
      braces -= last == '{' ? 1 : 0;
    } while (last != bracket);
    return open.isEmpty();
  }

  /// How many brackets are open.
  int depth() {
    return open.length();
  }

  boolean inString() {
    return string;
  }
}
