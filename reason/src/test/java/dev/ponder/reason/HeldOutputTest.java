package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Effort;
import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a model would write, what comes out is what the request asks for: in every family, from
/// a model that writes anything it may, and marks most of all.
class HeldOutputTest {
  private static final int ROUNDS = 6;
  private static final Map<Families, LocalResponder> RESPONDERS = new EnumMap<>(Families.class);

  private static HeldOutput output(Families family, ResponseRequest request) {
    return HeldOutput.of(RESPONDERS.computeIfAbsent(family, HeldOutputTest::responder), request);
  }

  private static LocalResponder responder(Families family) {
    ByteTokenizer tokenizer = family.tokenizer();
    RandomEngine engine =
        new RandomEngine(tokenizer.size(), HeldOutputTest::weight, family.ordinal());
    return LocalResponder.of(tokenizer, family.format(tokenizer), engine, "m@1");
  }

  /// Text that says something to a parser comes often, and so do marks and ends.
  static int weight(int token) {
    return token >= 256 ? 12 : "\"{}[]<>|`\n\\:,".indexOf(token) >= 0 ? 8 : token >= 128 ? 1 : 2;
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatIsRequiredComes(Families family) {
    for (Effort effort : Effort.values()) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        HeldOutput output =
            output(
                family,
                HeldOutput.request(
                    effort,
                    new ToolChoice.Required(),
                    Tools.Calls.SEVERAL_AT_ONCE,
                    HeldOutput.TEXT));
        assertThat(output.text()).isEmpty();
        assertThat(output.calls()).isNotEmpty();
        output.assertHeld(HeldOutput.ALL);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theCallThatIsNamedComesAndOnlyOnce(Families family) {
    for (String name : HeldOutput.ALL) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        HeldOutput output =
            output(
                family,
                HeldOutput.request(
                    Effort.MEDIUM,
                    new ToolChoice.Named(name),
                    Tools.Calls.ONE_AT_A_TIME,
                    seed % 2 == 0 ? HeldOutput.TEXT : HeldOutput.NOTED));
        assertThat(output.calls()).hasSize(1);
        output.assertHeld(Set.of(name));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCalledFreelyIsCalledRightly(Families family) {
    int called = 0;
    for (int seed = 0; seed < 3 * ROUNDS; seed++) {
      HeldOutput output = output(family, HeldOutput.request(new ToolChoice.Auto()));
      if (output.reason() != FinishReason.LENGTH) {
        output.assertHeld(HeldOutput.ALL);
      }
      called += output.calls().size();
    }
    // Without marks, nothing leads an aimless model to a call.
    assertThat(called > 0 || family == Families.GEMMA || family == Families.QWEN2).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatIsAllowedIsCalled(Families family) {
    for (ToolChoice.Allowed.Mode mode : ToolChoice.Allowed.Mode.values()) {
      for (int seed = 0; seed < ROUNDS; seed++) {
        HeldOutput output =
            output(family, HeldOutput.request(new ToolChoice.Allowed(mode, Set.of("now", "code"))));
        if (output.reason() != FinishReason.LENGTH) {
          output.assertHeld(Set.of("now", "code"));
        }
        if (mode == ToolChoice.Allowed.Mode.REQUIRED) {
          assertThat(output.calls()).isNotEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsCalledWhereNothingMayBe(Families family) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      assertThat(output(family, HeldOutput.request(new ToolChoice.None())).calls()).isEmpty();
      assertThat(
              output(
                      family,
                      HeldOutput.request(
                          new ToolChoice.Allowed(ToolChoice.Allowed.Mode.AUTO, Set.of())))
                  .calls())
          .isEmpty();
    }
  }

  static Stream<Families> families() {
    return Stream.of(Families.values());
  }

  @ParameterizedTest
  @MethodSource("families")
  void anAnswerHasItsFormatBesideToolsAndWithout(Families family) {
    List<ToolChoice> choices = List.of(new ToolChoice.Auto(), new ToolChoice.None());
    for (int seed = 0; seed < 2 * ROUNDS; seed++) {
      ResponseRequest request =
          HeldOutput.request(
              Effort.values()[seed % 3],
              choices.get(seed % 2),
              Tools.Calls.SEVERAL_AT_ONCE,
              seed % 5 == 0 ? new AnswerFormat.AnyObject() : HeldOutput.NOTED);
      HeldOutput output = output(family, seed % 3 == 0 ? request.withTools(Tools.NONE) : request);
      if (output.reason() == FinishReason.LENGTH) {
        assertThat(request.format()).isInstanceOf(AnswerFormat.AnyObject.class);
      } else if (output.calls().isEmpty()) {
        Json value = Json.parse(output.text());
        assertThat(value).isInstanceOf(Json.Obj.class);
        assertThat(
                request.format() instanceof AnswerFormat.AnyObject
                    || PlainSchema.valid(HeldOutput.NOTE, value))
            .isTrue();
      } else {
        assertThat(output.text()).isEmpty();
        output.assertHeld(HeldOutput.ALL);
      }
    }
  }
}
