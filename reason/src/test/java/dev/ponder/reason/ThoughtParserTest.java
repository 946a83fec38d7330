package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.model.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThoughtParserTest {
  private static final Plan OPEN = new Plan(100, 200);
  private static final ByteTokenizer MARKS = ByteTokenizer.chatMl();
  private static final ByteTokenizer NO_MARKS = ByteTokenizer.of(List.of("<|im_end|>"), List.of());

  private static OutputParser parser(Tokenizer tokenizer, ThoughtStyle style, Plan plan) {
    Marks marks = Marks.of(tokenizer, ThoughtParser.MARKS);
    return ThoughtParser.of(
        tokenizer, style, plan, ThoughtParser.Reading.words(Requests.of(), marks));
  }

  private static String parse(ByteTokenizer tokenizer, ThoughtStyle style, String output) {
    return Traces.trace(parser(tokenizer, style, OPEN), tokenizer.tokens(output));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "<think>2+2</think>4                      | think(2+2) answer(4)",
        "<think>\\n2+2\\n</think>\\n\\n4          | think(2+2) answer(4)",
        "<think></think>4                         | answer(4)",
        "<think>\\n\\n</think>\\n\\n4             | answer(4)",
        "4                                        | answer(4)",
        "\\n \\n<think>2+2</think>4               | think(2+2) answer(4)",
        "<think>2+2                               | think(2+2)",
        "<think>2+2\\n\\n                         | think(2+2)",
        "<think>2+2</thi                          | think(2+2</thi)",
        "<think>                                  | ''",
        "<thi                                     | answer(<thi)",
        "<thing>                                  | answer(<thing>)",
        "</think>4                                | answer(4)",
        "<think>2+2</think></think>4              | think(2+2) answer(4)",
        "<think>a</think><think>b</think>c        | think(ab) answer(c)",
        "<think>a<think>b</think>c                | think(a<think>b) answer(c)",
        "use <think>x</think> tags                | answer(use <think>x</think> tags)",
        "<think>a\\n\\nb\\n</think>\\n\\nc\\n\\nd | think(a\\n\\nb) answer(c\\n\\nd)",
        "<think>1 < 2 </ 3</think>< 4             | think(1 < 2 </ 3) answer(< 4)",
        "<think>é🙂</think>🙂é                    | think(é🙂) answer(🙂é)",
      })
  void thoughtAndAnswerArePartedInEverySplit(String output, String expected) {
    String text = output.strip().replace("\\n", "\n");
    String trace = expected.equals("''") ? "" : expected;
    assertThat(parse(MARKS, ThoughtStyle.SPACED, text)).isEqualTo(trace);
    everySplit(text, trace);
  }

  /// The same bytes, cut in two, in three and byte by byte; the marks are spelled.
  private static void everySplit(String text, String expected) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i <= bytes.length; i++) {
      for (int j = i; j <= bytes.length; j++) {
        PieceTokenizer pieces = new PieceTokenizer();
        int[] tokens = {
          pieces.add(bytes, 0, i), pieces.add(bytes, i, j), pieces.add(bytes, j, bytes.length)
        };
        String trace = Traces.trace(parser(pieces, ThoughtStyle.SPACED, OPEN), tokens);
        assertThat(trace).as("cut at %d and %d", i, j).isEqualTo(expected);
      }
    }
    assertThat(parse(NO_MARKS, ThoughtStyle.SPACED, text)).isEqualTo(expected);
  }

  @Test
  void controlTokensAreNoText() {
    assertThat(parse(MARKS, ThoughtStyle.SPACED, "<think>a<|im_start|>b</think>c<|im_start|>d"))
        .isEqualTo("think(ab) answer(cd)");
  }

  /// A thought cut short by its budget went on in the answer, and its `</think>` was shown there.
  @Test
  void markThatClosesNothingIsALineBreakInTheAnswer() {
    assertThat(parse(MARKS, ThoughtStyle.COMPACT, "<think>2</think>+2=4</think>4"))
        .isEqualTo("think(2) answer(+2=4\\n4)");
    assertThat(parse(MARKS, ThoughtStyle.COMPACT, "<think>a</think>say <think> and </think>"))
        .isEqualTo("think(a) answer(say <think> and </think>)");
  }

  @Test
  void aModelThatDoesNotThinkOnlyAnswers() {
    assertThat(parse(NO_MARKS, ThoughtStyle.NONE, "\n<think>a</think>b"))
        .isEqualTo("answer(\\n<think>a</think>b)");
  }

  @Test
  void aPromptMayOpenTheThought() {
    assertThat(parse(MARKS, ThoughtStyle.OPENED, "2+2\n</think>\n\n4"))
        .isEqualTo("think(2+2) answer(4)");
  }

  @Test
  void aSkippedThoughtLeavesOnlyTheAnswer() {
    OutputParser parser = parser(MARKS, ThoughtStyle.OPENED, new Plan(0, 10));
    assertThat(Traces.trace(parser, MARKS.tokens("\n\n4"))).isEqualTo("answer(4)");
  }

  @Test
  void marksMayBeControlTokens() {
    ByteTokenizer tokenizer = ByteTokenizer.of(List.of("<think>", "</think>"), List.of());
    assertThat(parse(tokenizer, ThoughtStyle.SPACED, "<think>a</think>b</think>c"))
        .isEqualTo("think(a) answer(bc)");
  }

  @Test
  void thinkingTellsWhereTheModelIs() {
    OutputParser parser = parser(MARKS, ThoughtStyle.COMPACT, OPEN);
    StringBuilder thinking = new StringBuilder();
    for (int token : MARKS.tokens(" <think>ab</think>c")) {
      parser.accept(token);
      thinking.append(parser.thinking() ? 't' : '-');
    }
    assertThat(thinking).hasToString("-ttt--");
  }

  @Test
  void nothingIsTooOddToParse() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      OutputParser parser = parser(MARKS, ThoughtStyle.SPACED, OPEN);
      List<OutputEvent> events = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        events.addAll(parser.accept(random.nextInt(MARKS.size() + 8) - 4));
      }
      events.addAll(parser.end());
      assertThat(parser.holding()).isFalse();
      assertThat(events.toString()).doesNotContain("<|im_end|>");
    }
  }

  @Test
  void invalidBytesBecomeReplacementCharacters() {
    OutputParser parser = parser(MARKS, ThoughtStyle.SPACED, OPEN);
    assertThat(Traces.trace(parser, new int[] {'a', 0xf0, 0x9f, 'b', 0xff}))
        .isEqualTo("answer(a\ufffdb\ufffd)");
  }
}
