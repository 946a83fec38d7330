package dev.ponder.reason;

import java.util.List;
import java.util.Optional;

/// Cuts a text that arrives in pieces before the first stop string.
///
/// One Knuth-Morris-Pratt automaton per stop string, so each character costs the same however the
/// strings repeat themselves, and the result does not depend on how the text was cut. The stop
/// string that is complete first counts; of two that end together, the longer. Text is held back
/// while it may still be the beginning of one.
final class StopStrings {
  private final List<Automaton> automata;
  private final StringBuilder held = new StringBuilder();
  private Optional<String> met = Optional.empty();

  StopStrings(List<String> strings) {
    this.automata =
        strings.stream().filter(string -> !string.isEmpty()).map(Automaton::new).toList();
  }

  /// The text that is certain to stay; what follows a stop string is dropped.
  String accept(String text) {
    for (int i = 0; i < text.length() && met.isEmpty(); i++) {
      held.append(text.charAt(i));
      met = longestMatch(text.charAt(i));
      met.ifPresent(stop -> held.setLength(held.length() - stop.length()));
    }
    int kept = met.isPresent() ? 0 : begun();
    String released = held.substring(0, held.length() - kept);
    held.delete(0, released.length());
    return released;
  }

  /// What was held back, once no text follows.
  String end() {
    String released = held.toString();
    held.setLength(0);
    return released;
  }

  /// The stop string that was found, if one was.
  Optional<String> met() {
    return met;
  }

  private Optional<String> longestMatch(char next) {
    String longest = "";
    for (Automaton automaton : automata) {
      if (automaton.accept(next) > longest.length()) {
        longest = automaton.string;
      }
    }
    return longest.isEmpty() ? Optional.empty() : Optional.of(longest);
  }

  private int begun() {
    int longest = 0;
    for (Automaton automaton : automata) {
      longest = Math.max(longest, automaton.matched);
    }
    return longest;
  }

  /// One stop string and how much of it the text ends with.
  private static final class Automaton {
    private final String string;
    private final int[] border;
    private int matched;

    Automaton(String string) {
      this.string = string;
      this.border = borders(string);
    }

    /// `[i]`: length of the longest proper prefix of the first `i + 1` characters that also ends
    /// them.
    private static int[] borders(String string) {
      int[] border = new int[string.length()];
      int length = 0;
      for (int i = 1; i < string.length(); i++) {
        while (length > 0 && string.charAt(i) != string.charAt(length)) {
          length = border[length - 1];
        }
        if (string.charAt(i) == string.charAt(length)) {
          length++;
        }
        border[i] = length;
      }
      return border;
    }

    /// The string's length if this character completes it, else 0.
    int accept(char next) {
      while (matched > 0 && next != string.charAt(matched)) {
        matched = border[matched - 1];
      }
      if (next == string.charAt(matched)) {
        matched++;
      }
      return matched == string.length() ? matched : 0;
    }
  }
}
