package dev.ponder.model.tokenizer;

import static dev.ponder.model.tokenizer.CharacterKind.BLANK;
import static dev.ponder.model.tokenizer.CharacterKind.CASELESS;
import static dev.ponder.model.tokenizer.CharacterKind.LETTER;
import static dev.ponder.model.tokenizer.CharacterKind.LOWER;
import static dev.ponder.model.tokenizer.CharacterKind.MARK;
import static dev.ponder.model.tokenizer.CharacterKind.NEWLINE;
import static dev.ponder.model.tokenizer.CharacterKind.NUMBER;
import static dev.ponder.model.tokenizer.CharacterKind.SPACE;
import static dev.ponder.model.tokenizer.CharacterKind.SYMBOL;
import static dev.ponder.model.tokenizer.CharacterKind.UPPER;
import static dev.ponder.model.tokenizer.CharacterKind.endOfRun;
import static dev.ponder.model.tokenizer.CharacterKind.next;

/// Cuts text into the words within which tokens are merged.
///
/// Models define this by regular expressions whose alternatives are tried in order. These are the
/// same languages by hand, since a backtracking matcher takes more than linear time, or more stack
/// than there is, on a megabyte of spaces. The words are contiguous and cover the text. With `L`,
/// `N`, `M` for letters, numbers and marks, and `SP` for
///
/// ```
/// \s*[\r\n]+ | \s+(?!\S) | \s+
/// ```
///
/// they are:
///
/// ```
/// GPT2    's|'t|'re|'ve|'m|'ll|'d | ␣?L+ | ␣?N+ | ␣?[^\s L N]+ | \s+(?!\S) | \s+
/// SMOLLM  every N alone, what is between them as GPT2
/// LLAMA3  (?i:'s|…) | [^\r\n L N]?L+ | N{1,3} | ␣?[^\s L N]+[\r\n]* | SP
/// QWEN2   the same with N for N{1,3}
/// O200K   [^\r\n L N]?[Lu Lt Lm Lo M]*[Ll Lm Lo M]+(?i:'s|…)?
///         | [^\r\n L N]?[Lu Lt Lm Lo M]+[Ll Lm Lo M]*(?i:'s|…)?
///         | N{1,3} | ␣?[^\s L N]+[\r\n/]* | SP
/// ```
enum Splitter {
  GPT2,
  SMOLLM,
  LLAMA3,
  QWEN2,
  O200K;

  /// Is told the words in order.
  @FunctionalInterface
  interface Words {
    void word(int from, int to);
  }

  /// Cuts `text[from, to)`, which holds no lone surrogates; characters outside do not matter.
  void split(String text, int from, int to, Words words) {
    int start = from;
    int limit = from;
    while (start < to) {
      if (start == limit) {
        limit = this == SMOLLM ? endOfDigitOrRest(text, start, to) : to;
      }
      int end = endOfWord(text, start, limit);
      words.word(start, end);
      start = end;
    }
  }

  private int endOfWord(String text, int start, int limit) {
    return switch (this) {
      case GPT2, SMOLLM -> endGpt2(text, start, limit);
      case LLAMA3 -> endLlama3(text, start, limit, 3);
      case QWEN2 -> endLlama3(text, start, limit, 1);
      case O200K -> endO200k(text, start, limit);
    };
  }

  private static int endOfDigitOrRest(String text, int start, int to) {
    if (CharacterKind.at(text, start) == NUMBER) {
      return next(text, start);
    }
    return endOfRun(text, start, to, ~NUMBER);
  }

  private static int endGpt2(String text, int start, int limit) {
    int contraction = endOfContraction(text, start, limit);
    if (contraction > start && isLowerAscii(text, start + 1, contraction)) {
      return contraction;
    }
    int body = text.charAt(start) == ' ' && start + 1 < limit ? start + 1 : start;
    int kind = CharacterKind.at(text, body);
    if ((kind & SPACE) != 0) {
      return endOfTrailingSpace(text, start, endOfRun(text, start, limit, SPACE), limit);
    }
    int kinds = (kind & LETTER) != 0 ? LETTER : kind == NUMBER ? NUMBER : SYMBOL;
    return endOfRun(text, body, limit, kinds);
  }

  private static int endLlama3(String text, int start, int limit, int digits) {
    int contraction = endOfContraction(text, start, limit);
    if (contraction > start) {
      return contraction;
    }
    int kind = CharacterKind.at(text, start);
    int second = next(text, start);
    if ((kind & LETTER) != 0) {
      return endOfRun(text, second, limit, LETTER);
    }
    if ((kind & (SYMBOL | BLANK)) != 0
        && second < limit
        && (CharacterKind.at(text, second) & LETTER) != 0) {
      return endOfRun(text, second, limit, LETTER);
    }
    return endOfOthers(text, start, limit, digits);
  }

  private static int endO200k(String text, int start, int limit) {
    boolean prefixed = (CharacterKind.at(text, start) & (SYMBOL | BLANK)) != 0;
    int body = prefixed ? next(text, start) : start;
    int word = endOfCasedWord(text, start, body, limit);
    if (word > start) {
      return endOfContraction(text, word, limit);
    }
    int others = endOfOthers(text, start, limit, 3);
    // A slash may follow symbols as newlines may.
    return (CharacterKind.at(text, start) & SYMBOL) != 0
            || (text.charAt(start) == ' ' && others > start + 1 && isSymbol(text, start + 1))
        ? endOfSlashes(text, others, limit)
        : others;
  }

  /// The end of either form of an O200K word, or `start`.
  ///
  /// @param body where it goes on if the first character is its prefix
  private static int endOfCasedWord(String text, int start, int body, int limit) {
    int lower = endOfLowerWord(text, body, limit);
    if (lower > body) {
      return lower;
    }
    // The prefix may be a mark, and as such a word without prefix.
    int bare = endOfLowerWord(text, start, limit);
    if (bare > start) {
      return bare;
    }
    int upper = endOfRun(text, body, limit, UPPER);
    return upper > body ? upper : start;
  }

  private static boolean isSymbol(String text, int index) {
    return (CharacterKind.at(text, index) & SYMBOL) != 0;
  }

  private static int endOfSlashes(String text, int from, int limit) {
    int end = from;
    while (end < limit && (text.charAt(end) == '/' || CharacterKind.at(text, end) == NEWLINE)) {
      end++;
    }
    return end;
  }

  /// The end of `[Lu Lt Lm Lo M]*[Ll Lm Lo M]+`, or `from`. The first part takes all it can, so the
  /// second starts at a lower letter behind it, or else at the last character in it that both may
  /// take, which then is all that the second gets.
  private static int endOfLowerWord(String text, int from, int limit) {
    int upper = endOfRun(text, from, limit, UPPER | CASELESS | MARK);
    int lower = endOfRun(text, upper, limit, LOWER | CASELESS | MARK);
    if (lower > upper) {
      return lower;
    }
    int end = upper;
    while (end > from && CharacterKind.at(text, previous(text, end)) == UPPER) {
      end = previous(text, end);
    }
    return end;
  }

  private static int previous(String text, int index) {
    return index - Character.charCount(text.codePointBefore(index));
  }

  /// Digits, symbols with the newlines behind them, and white space.
  private static int endOfOthers(String text, int start, int limit, int digits) {
    if (CharacterKind.at(text, start) == NUMBER) {
      int end = start;
      for (int i = 0; i < digits && end < limit; i++) {
        if (CharacterKind.at(text, end) != NUMBER) {
          break;
        }
        end = next(text, end);
      }
      return end;
    }
    int body = text.charAt(start) == ' ' && start + 1 < limit ? start + 1 : start;
    int symbols = endOfRun(text, body, limit, SYMBOL);
    if (symbols > body) {
      return endOfRun(text, symbols, limit, NEWLINE);
    }
    int spaces = endOfRun(text, start, limit, SPACE);
    for (int end = spaces; end > start; end--) {
      if (CharacterKind.at(text, end - 1) == NEWLINE) {
        return end;
      }
    }
    return endOfTrailingSpace(text, start, spaces, limit);
  }

  /// White space leaves its last character to the word behind it, if it has another.
  private static int endOfTrailingSpace(String text, int start, int spaces, int limit) {
    return spaces == limit || spaces == start + 1 ? spaces : spaces - 1;
  }

  /// The end of a contraction such as `'ll`, in any case, or `start`.
  private static int endOfContraction(String text, int start, int limit) {
    if (start + 1 >= limit || text.charAt(start) != '\'') {
      return start;
    }
    char first = folded(text.charAt(start + 1));
    if (first == 's' || first == 't' || first == 'm' || first == 'd') {
      return start + 2;
    }
    char second = start + 2 < limit ? folded(text.charAt(start + 2)) : ' ';
    boolean matches =
        (first == 'r' && second == 'e')
            || (first == 'v' && second == 'e')
            || (first == 'l' && second == 'l');
    return matches ? start + 3 : start;
  }

  /// Lower case as regular expressions fold it: the long s is an s.
  private static char folded(char character) {
    return character == '\u017F' ? 's' : Character.toLowerCase(character);
  }

  private static boolean isLowerAscii(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < 'a' || text.charAt(i) > 'z') {
        return false;
      }
    }
    return true;
  }
}
