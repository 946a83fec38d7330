package dev.ponder.curriculum.words;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Invisible marks around the numbers of a text: one that says which number it is before it, and
/// the same one behind each.
final class Marks {
  static final char FIRST = '\uE000';
  static final char END = '\uE7FF';
  private static final Pattern ALL = Pattern.compile("[\\uE000-\\uE7FF]");

  private Marks() {}

  static boolean isMark(char c) {
    return c >= FIRST && c <= END;
  }

  static String removed(String text) {
    return ALL.matcher(text).replaceAll("");
  }

  /// The marks that stand before numbers, in the text's order.
  static List<Character> numbers(String text) {
    List<Character> marks = new ArrayList<>();
    for (char c : text.toCharArray()) {
      if (isMark(c) && c != END) {
        marks.add(c);
      }
    }
    return marks;
  }
}
