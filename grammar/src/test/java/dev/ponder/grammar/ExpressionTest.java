package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExpressionTest {

  @Test
  void textsMatchFromEndToEnd() {
    Grammar grammar = Grammar.ofRegex("(yes|no)( [à-ü]{2,3})?");
    assertThat(Traces.accepts(grammar, "yes")).isTrue();
    assertThat(Traces.accepts(grammar, "no éü")).isTrue();
    assertThat(Traces.accepts(grammar, "no é")).isFalse();
    assertThat(Traces.accepts(grammar, "maybe")).isFalse();
  }

  @Test
  void theEmptyTextMayMatch() {
    assertThat(Grammar.ofRegex("a*").matcher(Traces.BYTES).complete()).isTrue();
    assertThat(Traces.accepts(Grammar.ofRegex("a*"), "aa")).isTrue();
  }

  @Test
  void halfACharacterIsOnTheWayAndNotTheEnd() {
    Matcher matcher = Grammar.ofRegex(".").matcher(Traces.BYTES);
    byte[] letter = "é".getBytes(StandardCharsets.UTF_8);
    assertThat(matcher.accept(letter[0] & 0xff)).isTrue();
    assertThat(matcher.complete()).isFalse();
    assertThat(matcher.accept('a')).isFalse();
    assertThat(matcher.accept(letter[1] & 0xff)).isTrue();
    assertThat(matcher.complete()).isTrue();
  }

  @Test
  void whatIsNotRegularIsRefused() {
    assertThatThrownBy(() -> Grammar.ofRegex("(a)\\1"))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("back references are not supported");
  }
}
