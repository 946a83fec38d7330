package dev.ponder.curriculum.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Item;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Reply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComputesTest {
  @Test
  void acceptsAnyPythonThatComputesTheAnswer() {
    Computes check = new Computes(31);
    assertThat(check.passes(call("print(48-17)"))).isTrue();
    assertThat(check.passes(call("print( (4 * 12) - 17 )"))).isTrue();
    assertThat(check.passes(call("print(62/2)"))).isTrue();
    assertThat(check.passes(call("print(48-16)"))).isFalse();
    assertThat(check.passes(call("print(48-17"))).isFalse();
    assertThat(check.passes(call("print(1/0)"))).isFalse();
    assertThat(check.passes(call("print(99999999999999999999)"))).isFalse();
    assertThat(check.passes(call("import os"))).isFalse();
    assertThat(check.passes(new Reply("31", List.of()))).isFalse();
  }

  private static Reply call(String code) {
    return new Reply("", List.of(new Item.ToolCall("call_0", "python", Python.arguments(code))));
  }

  @Test
  void reckonsAsPythonDoes() {
    assertThat(Reckoner.value("2+3*4")).isEqualTo(Optional.of(14L));
    assertThat(Reckoner.value("(2+3)*4-1")).isEqualTo(Optional.of(19L));
    assertThat(Reckoner.value("40-10-5")).isEqualTo(Optional.of(25L));
    assertThat(Reckoner.value("40//8//5")).isEqualTo(Optional.of(1L));
    assertThat(Reckoner.value("7/2")).isEmpty();
    assertThat(Reckoner.value("")).isEmpty();
    assertThat(Reckoner.value("(".repeat(10_000))).isEmpty();
  }
}
