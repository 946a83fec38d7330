package dev.ponder.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The published expressions, matched by `java.util.regex`, say what the words are.
class SplitterTest {
  private static final List<String> PARTS =
      List.of(
          "a",
          "Zb",
          "é",
          "ǅ",
          "ʰ",
          "中",
          "か",
          "한",
          "\u0301",
          "7",
          "12",
          "345",
          "٣",
          "Ⅷ",
          "½",
          " ",
          "  ",
          "    ",
          "\t",
          "\n",
          "\r\n",
          "\u00A0",
          "\u3000",
          "\u0085",
          "'",
          "'s",
          "'LL",
          "'ſ",
          "'r",
          "'ve",
          "!",
          "/",
          "_",
          "😀",
          "𝒜",
          "𝟘",
          "\u200D",
          "\u001C",
          "A",
          "BC",
          "$",
          "。",
          "“",
          "|",
          "(",
          "<sentinel:",
          "7>",
          "IMGIMGAZ",
          "IMGIMGABCDEZ",
          "\u05D0",
          "\u0E01",
          "𐐀",
          "𞤀");

  @ParameterizedTest
  @EnumSource
  void cutsAsTheExpressionsDo(PreTokenizer rule) {
    Splitter splitter = rule.splitter();
    List<Pattern> patterns = rule.expressions().stream().map(SplitterTest::pattern).toList();
    Random random = new Random(11);
    for (int round = 0; round < 10_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(9); i >= 0; i--) {
        text.append(
            random.nextInt(6) == 0
                ? anyCharacter(random)
                : PARTS.get(random.nextInt(PARTS.size())));
      }
      assertThat(words(splitter, text.toString()))
          .as("%s", text)
          .isEqualTo(reference(patterns, text.toString()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void staysWithinItsRange(PreTokenizer rule) {
    List<String> words = new ArrayList<>();
    String text = "11  bb";
    rule.splitter().split(text, 1, 5, (from, to) -> words.add(text.substring(from, to)));
    assertThat(String.join("", words)).isEqualTo("1  b");
    assertThat(words).containsExactlyElementsOf(words(rule.splitter(), "1  b"));
  }

  @ParameterizedTest
  @EnumSource
  void aMegabyteOfAnythingIsQuick(PreTokenizer rule) {
    Splitter splitter = rule.splitter();
    for (String part :
        List.of(
            " ", "a", "A", "1", "!", "\n", "中", "\u0301", " \n", "\u0301A", "<sentinel:", "½")) {
      int[] covered = new int[1];
      String text = part.repeat(300_000 / part.length()) + "x";
      splitter.split(text, 0, text.length(), (from, to) -> covered[0] += to - from);
      assertThat(covered[0]).isEqualTo(text.length());
    }
  }

  @Test
  void everyCharacterHasAClass() {
    for (PreTokenizer rule : PreTokenizer.values()) {
      Splitter splitter = rule.splitter();
      for (int plane = 0; plane < 17; plane++) {
        String text =
            new Random(plane)
                .ints(2_000, plane << 16, (plane + 1) << 16)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertThat(String.join("", words(splitter, text))).isEqualTo(text);
      }
    }
  }

  private static String anyCharacter(Random random) {
    int character;
    do {
      character = random.nextInt(random.nextBoolean() ? 0x3400 : 0x32000);
    } while (Character.getType(character) == Character.SURROGATE);
    return Character.toString(character);
  }

  private static Pattern pattern(String expression) {
    // Java's words may hold joiners, those of the expression's makers may not.
    String endOfWord = "(?![\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}])";
    return Pattern.compile(
        expression.replace("(?i:", "(?iu:").replace("{Han}", "{IsHan}").replace("\\b", endOfWord),
        Pattern.UNICODE_CHARACTER_CLASS);
  }

  private static List<String> reference(List<Pattern> patterns, String text) {
    List<String> pieces = List.of(text);
    for (Pattern pattern : patterns) {
      List<String> cut = new ArrayList<>();
      for (String piece : pieces) {
        int start = 0;
        Matcher matcher = pattern.matcher(piece);
        while (matcher.find()) {
          cut.add(piece.substring(start, matcher.start()));
          cut.add(matcher.group());
          start = matcher.end();
        }
        cut.add(piece.substring(start));
      }
      pieces = cut.stream().filter(piece -> !piece.isEmpty()).toList();
    }
    return pieces;
  }

  private static List<String> words(Splitter splitter, String text) {
    List<String> words = new ArrayList<>();
    splitter.split(text, 0, text.length(), (from, to) -> words.add(text.substring(from, to)));
    return words;
  }
}
