package dev.ponder.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SplitterTest {
  private static final String ANY_CASE = "(?iu:'s|'t|'re|'ve|'m|'ll|'d)";
  private static final String PLAIN_CASE = "'s|'t|'re|'ve|'m|'ll|'d";
  private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
  private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
  private static final String SPACES = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  private static final List<String> PARTS =
      List.of(
          "a", "Zb", "é", "ǅ", "ʰ", "中", "\u0301", "7", "٣", "Ⅷ", "½", " ", "  ", "\t", "\n",
          "\r\n", "\u00A0", "\u3000", "\u0085", "'", "'s", "'LL", "'ſ", "'r", "'ve", "!", "/", "_",
          "😀", "𝒜", "𝟘", "\u200D", "\u001C", "A", "BC");

  @ParameterizedTest
  @EnumSource
  void cutsAsTheRegularExpressionDoes(Splitter splitter) {
    Pattern pattern = Pattern.compile(expression(splitter), Pattern.UNICODE_CHARACTER_CLASS);
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(7); i >= 0; i--) {
        text.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      assertThat(words(splitter, text.toString()))
          .as("%s", text)
          .isEqualTo(reference(splitter, pattern, text.toString()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void staysWithinItsRange(Splitter splitter) {
    List<String> words = new ArrayList<>();
    String text = "aa  bb";
    splitter.split(text, 1, 4, (from, to) -> words.add(text.substring(from, to)));
    assertThat(words).containsExactly("a", "  ");
  }

  @Test
  void aMegabyteOfAnythingIsQuick() {
    for (Splitter splitter : Splitter.values()) {
      for (String part : List.of(" ", "a", "A", "1", "!", "\n", "中", "\u0301", " \n", "\u0301A")) {
        int[] covered = new int[1];
        String text = part.repeat(1_000_000 / part.length()) + "x";
        splitter.split(text, 0, text.length(), (from, to) -> covered[0] += to - from);
        assertThat(covered[0]).isEqualTo(text.length());
      }
    }
  }

  private static String expression(Splitter splitter) {
    String llama = ANY_CASE + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|";
    String symbols = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*";
    return switch (splitter) {
      case GPT2, SMOLLM ->
          PLAIN_CASE + "| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
      case LLAMA3 -> llama + "\\p{N}{1,3}" + symbols + SPACES;
      case QWEN2 -> llama + "\\p{N}" + symbols + SPACES;
      case O200K -> {
        String prefix = "[^\\r\\n\\p{L}\\p{N}]?";
        yield prefix
            + UPPER
            + "*"
            + LOWER
            + "+"
            + ANY_CASE
            + "?|"
            + prefix
            + UPPER
            + "+"
            + LOWER
            + "*"
            + ANY_CASE
            + "?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*"
            + SPACES;
      }
    };
  }

  private static List<String> reference(Splitter splitter, Pattern pattern, String text) {
    List<String> words = new ArrayList<>();
    String[] sections =
        splitter == Splitter.SMOLLM ? text.split("(?<=\\p{N})|(?=\\p{N})") : new String[] {text};
    for (String section : sections) {
      words.addAll(pattern.matcher(section).results().map(MatchResult::group).toList());
    }
    return words;
  }

  private static List<String> words(Splitter splitter, String text) {
    List<String> words = new ArrayList<>();
    splitter.split(text, 0, text.length(), (from, to) -> words.add(text.substring(from, to)));
    return words;
  }
}
