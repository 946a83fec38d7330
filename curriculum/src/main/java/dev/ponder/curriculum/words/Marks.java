package dev.ponder.curriculum.words;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/// Invisible marks around the numbers of a text: one that says which number it is before it, and
/// the same one behind each.
final class Marks {
  static final char FIRST = '\uE000';
  static final char END = '\uE7FF';
  private static final int WORDS = 2;
  private static final Pattern ALL = Pattern.compile("[\\uE000-\\uE7FF]");
  private static final Pattern STOP = Pattern.compile(".*[.,;:?!].*");

  private Marks() {}

  static boolean isMark(char c) {
    return c >= FIRST && c <= END;
  }

  static String removed(String text) {
    return ALL.matcher(text).replaceAll("");
  }

  /// A place with a number.
  record Place(char mark, String before, String after) {}

  static List<Place> places(String text) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isMark(c) && c != END) {
        places.add(
            new Place(c, before(text.substring(0, i)), after(text, text.indexOf(END, i) + 1)));
      }
    }
    return places;
  }

  private static String before(String text) {
    List<String> words = new ArrayList<>();
    String[] all = text.split(" +");
    for (int i = all.length - 1; i >= 0 && words.size() < WORDS; i--) {
      if (STOP.matcher(all[i]).matches() || ALL.matcher(all[i]).find()) {
        break;
      }
      words.add(all[i]);
    }
    Collections.reverse(words);
    return String.join(" ", words).strip();
  }

  private static String after(String text, int from) {
    List<String> words = new ArrayList<>();
    String rest = text.substring(from);
    if (rest.startsWith(" ")) {
      for (String word : rest.substring(1).split(" +")) {
        if (ALL.matcher(word).find() || words.size() == WORDS) {
          break;
        }
        words.add(word.replaceAll("[.,;:?!]", ""));
        if (STOP.matcher(word).matches()) {
          break;
        }
      }
    }
    return String.join(" ", words).strip();
  }
}
