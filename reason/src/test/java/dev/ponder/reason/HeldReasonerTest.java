package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.FinishReason;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Sampling;
import dev.ponder.core.TextGrammar;
import dev.ponder.core.Tool;
import dev.ponder.core.ToolChoice;
import dev.ponder.core.Tools;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineOptions;
import dev.ponder.model.LoadedModel;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The small trained model, which has never seen JSON, through the real engine, several requests at
/// once and hot.
class HeldReasonerTest {
  private static final Json.Obj SUM =
      (Json.Obj)
          Json.parse(
              """
              {"type": "object", "properties": {
              "sum": {"type": "integer", "minimum": 0, "maximum": 99999}},
              "required": ["sum"], "additionalProperties": false}
              """);

  private static Workers workers;
  private static LoadedModel model;
  private static Engine engine;
  private static LocalResponder responder;

  @BeforeAll
  static void start() {
    workers = new Workers(1);
    model =
        ModelLoader.load(
            Path.of("../app/src/test/resources/reasoner-2m/model.gguf"),
            ModelOptions.DEFAULT.withMaxBatchTokens(64),
            Kernels.fastest(),
            workers);
    engine = Engine.start(model.model(), new EngineOptions(1_024, 400, 6, 16, 64));
    responder = LocalResponder.of(model, engine, "reasoner-2m@1");
  }

  @AfterAll
  static void stop() {
    engine.close();
    model.model().close();
    workers.close();
  }

  private static ResponseRequest request(Effort effort, double temperature) {
    return ResponseRequest.of(
            "m", new Conversation(List.of(Item.Message.of(Role.USER, "382 + 153"))))
        .withEffort(effort)
        .withMaxReasoningTokens(OptionalInt.of(60))
        .withSampling(Sampling.DEFAULT.withTemperature(temperature).withSeed(effort.ordinal()));
  }

  private static ResponseRequest calling(Tool tool) {
    return request(Effort.MEDIUM, 1.8)
        .withTools(new Tools(List.of(tool), new ToolChoice.Required(), Tools.Calls.ONE_AT_A_TIME));
  }

  private static HeldOutput answer(ResponseRequest request) {
    List<ResponseEvent> events = new ArrayList<>();
    try {
      responder.respond(request, events::add);
    } catch (Cancelled cancelled) {
      throw new AssertionError(cancelled);
    }
    return HeldOutput.of(events);
  }

  @Test
  void everyoneGetsWhatTheyAskedForSideBySide() throws InterruptedException, ExecutionException {
    AnswerFormat sum = new AnswerFormat.Schema("sum", Optional.empty(), SUM, true);
    List<ResponseRequest> requests = new ArrayList<>();
    for (Effort effort : Effort.values()) {
      requests.add(request(effort, 1.8).withFormat(sum));
    }
    requests.add(calling(new Tool.Function("add", Optional.empty(), Optional.of(SUM), true)));
    TextGrammar code = new TextGrammar(TextGrammar.Syntax.REGEX, "[0-9]{2,4}\\+[0-9]");
    requests.add(calling(new Tool.Custom("run", Optional.empty(), Optional.of(code))));
    List<Future<HeldOutput>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      requests.forEach(request -> answers.add(threads.submit(() -> answer(request))));
    }
    for (int i = 0; i < requests.size(); i++) {
      HeldOutput output = answers.get(i).get();
      if (i < 3) {
        assertThat(output.reason()).isEqualTo(FinishReason.STOP);
        assertThat(PlainSchema.valid(SUM, Json.parse(output.text()))).isTrue();
      } else {
        assertThat(output.reason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(output.calls()).hasSize(1);
      }
    }
    String arguments = answers.get(3).get().calls().getFirst().getValue();
    assertThat(PlainSchema.valid(SUM, Json.parse(arguments))).isTrue();
    assertThat(answers.get(4).get().calls().getFirst().getValue()).matches("[0-9]{2,4}\\+[0-9]");
  }

  private static final Json.Obj REPORT =
      (Json.Obj)
          Json.parse(
              """
              {"type": "object", "properties": {
              "the_sum_of_both_numbers": {"type": "integer", "minimum": 0, "maximum": 99999},
              "unit": {"const": "apples, as always in questions of this kind"},
              "how_sure_that_is": {"enum": ["certain", "certainly not"]}},
              "required": ["the_sum_of_both_numbers", "unit", "how_sure_that_is"],
              "additionalProperties": false}
              """);

  private static Sampling sampling(int seed, OptionalInt topLogprobs) {
    return new Sampling(
        0.6 * seed, 1, OptionalLong.of(seed), List.of(), 0, 0, Map.of(), topLogprobs);
  }

  /// All that was said, and how many tokens that was.
  private static String said(ResponseRequest request) {
    StringBuilder said = new StringBuilder();
    try {
      responder.respond(
          request,
          event -> {
            switch (event) {
              case ResponseEvent.ReasoningDelta(String text) -> said.append(text);
              case ResponseEvent.TextDelta(String text, _) -> said.append(text);
              case ResponseEvent.ToolCallStarted call -> said.append(call.name());
              case ResponseEvent.ToolCallDelta(_, String text) -> said.append(text);
              case ResponseEvent.Finished(FinishReason reason, var usage, _) ->
                  said.append(reason)
                      .append(usage.outputTokens())
                      .append('/')
                      .append(usage.reasoningTokens());
              case ResponseEvent.Started _,
                  ResponseEvent.ToolCallEnded _,
                  ResponseEvent.Failed _ -> {}
            }
          });
    } catch (Cancelled cancelled) {
      throw new AssertionError(cancelled);
    }
    return said.toString();
  }

  /// Log probabilities are the model's, so whoever asks for them has it compute every token.
  @Test
  void forcedTokensAreWhatTheModelWouldHaveSaid() {
    AnswerFormat report = new AnswerFormat.Schema("report", Optional.empty(), REPORT, true);
    Tool add = new Tool.Function("add", Optional.empty(), Optional.of(REPORT), true);
    for (int seed = 0; seed < 4; seed++) {
      for (Effort effort : Effort.values()) {
        ResponseRequest request = request(effort, 1);
        request =
            seed % 2 == 0
                ? request.withFormat(report)
                : request.withTools(
                    new Tools(List.of(add), new ToolChoice.Required(), Tools.Calls.ONE_AT_A_TIME));
        long before = engine.metrics().steps();
        String fast = said(request.withSampling(sampling(seed, OptionalInt.empty())));
        long between = engine.metrics().steps();
        String slow = said(request.withSampling(sampling(seed, OptionalInt.of(0))));
        assertThat(fast).isEqualTo(slow).contains("as always");
        assertThat(between - before).isLessThan((engine.metrics().steps() - between) * 9 / 10);
      }
    }
  }

  @Test
  void anAnswerThatIsCutOffSaysSo() {
    AnswerFormat sum = new AnswerFormat.Schema("sum", Optional.empty(), SUM, true);
    HeldOutput output =
        answer(
            request(Effort.LOW, 1.8)
                .withMaxReasoningTokens(OptionalInt.of(0))
                .withFormat(sum)
                .withMaxOutputTokens(OptionalInt.of(3)));
    assertThat(output.reason()).isEqualTo(FinishReason.LENGTH);
    Tool add = new Tool.Function("add", Optional.empty(), Optional.of(SUM), true);
    assertThat(answer(calling(add).withMaxOutputTokens(OptionalInt.of(30))).reason())
        .isEqualTo(FinishReason.LENGTH);
  }
}
