package dev.ponder.script;

import java.util.List;

/// Texts as tokens: a word each.
final class Words {
  private Words() {}

  /// Words with the spaces before them, so that joined they are the text again.
  static List<String> of(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\S)(?=\\s)"));
  }
}
