package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Forms made to hang or to fill the heap are refused for what they exceed, or run in bounded
/// steps.
@Timeout(20)
class HostileGrammarTest {

  private static Form lark(String start, IntFunction<String> lines, int count) {
    return new Form.Lark(
        start + "\n" + IntStream.range(0, count).mapToObj(lines).collect(Collectors.joining("\n")));
  }

  static List<Form> refused() {
    return List.of(
        new Form.Lark("start: \"a\"\n".repeat(1_000_000)),
        new Form.Lark("start: \"a\"~1000000"),
        new Form.Lark("start: \"" + "x".repeat(500_000) + "\""),
        lark("start: R0", i -> "R" + i + ": R" + (i + 1) + " R" + (i + 1), 60),
        Form.literal("x".repeat(10_000_000)),
        new Form.Expression("\\p{Lu}" + unicodeScripts()),
        new Form.Expression("(?i)" + classes(1_500)));
  }

  private static String unicodeScripts() {
    return java.util.Arrays.stream(Character.UnicodeScript.values())
        .map(s -> "\\p{script=" + s + "}")
        .collect(Collectors.joining());
  }

  private static String classes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "[\\W" + Character.toString(0x4e00 + i) + "]")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsTooLargeIsRefused(Form form) {
    assertThatThrownBy(() -> Grammar.of(form))
        .isInstanceOfAny(GrammarLimitException.class, DefinitionException.class);
  }

  static List<Form> bounded() {
    return List.of(
        new Form.Lark("start: ((\"a\"?)~0..100000)~0..100000"),
        new Form.Lark("start: start start | \"a\" | start"),
        lark("start: r0\nr60: \"x\"", i -> "r" + i + ": r" + (i + 1) + " r" + (i + 1), 60),
        lark("start: r0\nr5000: \"a\"", i -> "r" + i + ": \"a\" r" + (i + 1) + " \"b\"", 5_000),
        lark("start: r0\nr5000: \"a\"", i -> "r" + i + ": r" + (i + 1), 5_000));
  }

  @ParameterizedTest
  @MethodSource("bounded")
  void whatUnfoldsWithoutEndRunsInBoundedSteps(Form form) {
    Matcher matcher = Grammar.of(form).matcher(Traces.BYTES);
    for (int i = 0; i < 100 && (matcher.accept('a') || matcher.accept('x')); i++) {
      assertThat(matcher.mask()).isNotNull();
    }
  }

  @Test
  void bracketsWithoutEndAreRefusedByLine() {
    assertThatThrownBy(() -> Grammar.ofLark("start: " + "(".repeat(900_000)))
        .hasMessage("Line 1: the definition nests more than 200 deep.");
  }

  @Test
  void aLongTextOfARightRecursiveRuleIsALoop() {
    Matcher matcher = Grammar.ofLark("start: \"x\" start | \"y\"").matcher(Traces.BYTES);
    for (int i = 0; i < 20_000; i++) {
      assertThat(matcher.accept('x')).isTrue();
    }
    assertThat(matcher.accept('y')).isTrue();
    assertThat(matcher.complete()).isTrue();
  }

  @Test
  void aLimitLeavesTheGrammarAsItWas() {
    Grammar grammar = Grammar.ofLark("start: \"[\" (\"a\"?)~20000 \"]\"");
    Matcher matcher = grammar.matcher(Traces.BYTES);
    for (int i = 0; i < 50 && matcher.accept(i == 0 ? '[' : 'a'); i++) {
      matcher.mask();
    }
    assertThat(matcher.accept(']')).isTrue();
  }
}
