package dev.ponder.app;

/// How a message of several lines is typed: a line that ends in a backslash goes on in the next
/// one, and so does everything between two lines' `"""`.
final class Message {
  private static final String FENCE = "\"\"\"";

  private Message() {}

  /// Whether more lines belong to what was typed so far.
  static boolean unfinished(String typed) {
    if (typed.stripLeading().startsWith(FENCE)) {
      return typed.indexOf(FENCE, typed.indexOf(FENCE) + FENCE.length()) < 0;
    }
    return typed.endsWith("\\");
  }

  /// The message that was meant.
  static String text(String typed) {
    String stripped = typed.strip();
    if (stripped.startsWith(FENCE)) {
      int end = stripped.indexOf(FENCE, FENCE.length());
      return stripped.substring(FENCE.length(), end < 0 ? stripped.length() : end).strip();
    }
    return stripped.replace("\\\n", "\n");
  }
}
