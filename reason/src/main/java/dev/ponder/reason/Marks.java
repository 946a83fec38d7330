package dev.ponder.reason;

import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The marks that a family's output is made of, such as `<think>` or `<|channel|>`, each as one
/// character: its symbol.
///
/// Symbols are taken from the 32 noncharacters that Unicode reserves for such use (U+FDD0 to
/// U+FDEF), so a parser can look for a mark as for any character, and no text can hold one: where a
/// model writes these bytes itself, they read as U+FFFD.
final class Marks {
  private static final char FIRST = '\ufdd0';
  private static final int MOST = 32;

  private final List<String> spellings;
  private final List<String> spelled = new ArrayList<>();
  private final Map<Integer, Character> controls = new HashMap<>();
  private final boolean[] control;

  private Marks(Tokenizer tokenizer, List<String> spellings) {
    if (spellings.size() > MOST) {
      throw new IllegalArgumentException(spellings.size() + " marks");
    }
    this.spellings = List.copyOf(spellings);
    this.control = new boolean[spellings.size()];
    for (int i = 0; i < spellings.size(); i++) {
      var token = tokenizer.special(spellings.get(i));
      control[i] = token.isPresent() && tokenizer.isControl(token.getAsInt());
      if (control[i]) {
        controls.put(token.getAsInt(), (char) (FIRST + i));
      } else {
        spelled.add(spellings.get(i));
      }
    }
  }

  /// These marks in that vocabulary. A mark that is a control token there is that token only;
  /// others are recognised by their spelling, whether that arrives as one token or in pieces.
  static Marks of(Tokenizer tokenizer, List<String> spellings) {
    return new Marks(tokenizer, spellings);
  }

  static boolean isSymbol(char c) {
    return c >= FIRST && c < FIRST + MOST;
  }

  /// The symbol of a mark of this table.
  char symbol(String spelling) {
    int index = spellings.indexOf(spelling);
    if (index < 0) {
      throw new IllegalArgumentException("no mark " + spelling);
    }
    return (char) (FIRST + index);
  }

  /// What a mark looks like where it has no meaning: its spelling, or nothing for a control token,
  /// which is never text.
  String visible(char symbol) {
    int index = symbol - FIRST;
    return control[index] ? "" : spellings.get(index);
  }

  /// The text with all marks in it made visible.
  String visible(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSymbol(c)) {
        plain.append(visible(c));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /// The symbol of a control token, or 0 for one that is no mark.
  char ofControl(int token) {
    return controls.getOrDefault(token, '\0');
  }

  /// The marks to be recognised in text; none is the beginning of another.
  List<String> spelled() {
    return spelled;
  }
}
