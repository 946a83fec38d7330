package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Sampling;
import dev.ponder.core.TokenLogprob;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineOptions;
import dev.ponder.model.LoadedModel;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole way from a conversation to events, with the small trained model and the real engine.
class ReasonerTest {
  private static final Path FOLDER = Path.of("../app/src/test/resources/reasoner-2m");
  private static final Pattern PROMPT =
      Pattern.compile(
          "(?s)<\\|im_start\\|>user\\n(.*)<\\|im_end\\|>\\n.*<\\|effort_(low|medium|high)\\|>");

  private static Workers workers;
  private static LoadedModel model;
  private static Engine engine;
  private static LocalResponder responder;

  @BeforeAll
  static void start() {
    workers = new Workers(1);
    model =
        ModelLoader.load(
            FOLDER.resolve("model.gguf"),
            ModelOptions.DEFAULT.withMaxBatchTokens(64),
            Kernels.fastest(),
            workers);
    engine = Engine.start(model.model(), new EngineOptions(1_024, 128, 4, 16, 64));
    responder = LocalResponder.of(model, engine, "reasoner-2m@1");
  }

  @AfterAll
  static void stop() {
    engine.close();
    model.model().close();
    workers.close();
  }

  /// A reference sequence: what was asked, and the tokens of the prompt and its greedy answer.
  record Reference(String question, Effort effort, int[] prompt, int[] answer) {
    @Override
    public String toString() {
      return effort + " " + question;
    }
  }

  static Stream<Reference> references() throws IOException {
    Json.Obj file = (Json.Obj) Json.parse(Files.readString(FOLDER.resolve("expected.json")));
    return ((Json.Arr) file.member("sequences").orElseThrow())
        .elements().stream().map(sequence -> reference((Json.Obj) sequence));
  }

  private static Reference reference(Json.Obj sequence) {
    Matcher prompt = PROMPT.matcher(((Json.Str) sequence.member("prompt").orElseThrow()).value());
    assertThat(prompt.matches()).isTrue();
    int length = integer(sequence.member("prompt_tokens").orElseThrow());
    int[] tokens =
        ((Json.Arr) sequence.member("tokens").orElseThrow())
            .elements().stream().mapToInt(ReasonerTest::integer).toArray();
    return new Reference(
        prompt.group(1),
        Effort.valueOf(prompt.group(2).toUpperCase(Locale.ROOT)),
        Arrays.copyOf(tokens, length),
        Arrays.copyOfRange(tokens, length, tokens.length));
  }

  private static int integer(Json number) {
    return (int) ((Json.Num) number).doubleValue();
  }

  private static ResponseRequest request(String question, Effort effort, Sampling sampling) {
    return ResponseRequest.of(
            "reasoner-2m", new Conversation(List.of(Item.Message.of(Role.USER, question))))
        .withEffort(effort)
        .withSampling(sampling);
  }

  private static Sampling greedy(OptionalInt topLogprobs, String... stops) {
    return new Sampling(0, 1, OptionalLong.of(1), List.of(stops), 0, 0, Map.of(), topLogprobs);
  }

  private static List<ResponseEvent> events(ResponseRequest request) {
    List<ResponseEvent> events = new ArrayList<>();
    try {
      responder.respond(request, events::add);
    } catch (Cancelled cancelled) {
      throw new AssertionError(cancelled);
    }
    return events;
  }

  private static String trace(String question, Effort effort) {
    return Traces.trace(events(request(question, effort, greedy(OptionalInt.empty()))));
  }

  @ParameterizedTest
  @MethodSource("references")
  void thePromptIsTheReferences(Reference reference) {
    ResponseRequest request = request(reference.question(), reference.effort(), Sampling.DEFAULT);
    Prompt prompt = PromptFormats.choose(model).render(PromptRequest.of(request)).prompt();
    assertThat(new PromptEncoder(model.tokenizer(), 1_024).encode(prompt))
        .isEqualTo(reference.prompt());
  }

  @ParameterizedTest
  @MethodSource("references")
  void theAnswerIsTheReferences(Reference reference) {
    OutputParser parser =
        PromptFormats.choose(model).render(Requests.of()).parser(new Plan(500, 600));
    String expected = Traces.trace(parser, reference.answer());
    String trace = trace(reference.question(), reference.effort());
    assertThat(trace).startsWith("started(reasoner-2m@1) " + expected + " stop(");
  }

  @Test
  void highEffortThinksAndIsRight() {
    assertThat(trace("316 * 671", Effort.HIGH))
        .matches("started\\(.*\\) think\\(316\\*671.*=212036\\) answer\\(212036\\) stop\\(.*\\)");
  }

  @Test
  void lowEffortAnswersAtOnce() {
    assertThat(trace("316 * 671", Effort.LOW)).doesNotContain("think(").contains(" answer(");
  }

  @Test
  void aThoughtBeyondItsBudgetIsClosedAndTheAnswerStillComes() {
    ResponseRequest open = request("316 * 671", Effort.HIGH, greedy(OptionalInt.empty()));
    ResponseRequest limited = open.withMaxOutputTokens(OptionalInt.of(60));
    // Half of the output is the answer's; the mark and the rest around a thought take seven.
    assertThat(Traces.trace(events(limited)))
        .matches("started\\(.*\\) think\\(316\\*671.*\\) answer\\(.+\\) [a-z]+\\(0\\+25 24\\+.*");
  }

  @Test
  void aStopStringEndsTheRealAnswer() {
    List<ResponseEvent> events =
        events(request("316 * 671", Effort.HIGH, greedy(OptionalInt.of(2), "203")));
    assertThat(Traces.trace(events)).contains(" answer(21) stop(");
    List<String> tokens = new ArrayList<>();
    for (ResponseEvent event : events) {
      if (event instanceof ResponseEvent.TextDelta(_, List<TokenLogprob> logprobs)) {
        logprobs.forEach(logprob -> tokens.add(logprob.text()));
      }
    }
    assertThat(tokens).containsExactly("2", "1");
  }

  @Test
  void aPromptBeyondTheContextIsRefusedAndTheNextOneAnswered() {
    assertThatThrownBy(() -> trace("9 ".repeat(1_000), Effort.LOW))
        .isInstanceOf(Problem.Exceptional.class)
        .hasMessageContaining("maximum context length is 1024 tokens");
    assertThatThrownBy(() -> trace("9 ".repeat(10_000_000), Effort.LOW))
        .isInstanceOf(Problem.Exceptional.class)
        .hasMessageContaining("resulted in at least");
    assertThat(trace("382+153=?", Effort.MEDIUM)).contains(" answer(");
  }
}
