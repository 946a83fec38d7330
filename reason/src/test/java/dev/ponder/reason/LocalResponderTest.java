package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Lineage;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Sampling;
import dev.ponder.core.TokenLogprob;
import dev.ponder.engine.Embedding;
import dev.ponder.engine.EmbeddingRequest;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineMetrics;
import dev.ponder.engine.EngineOptions;
import dev.ponder.engine.Generation;
import dev.ponder.engine.GenerationRequest;
import dev.ponder.engine.OverloadedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// In traces, `stop(7+20 3+4)` is a finish with 7 cached and 20 other prompt tokens, 3 thinking and
/// 4 other output tokens.
class LocalResponderTest {
  /// `<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\n` in tokens.
  private static final int PROMPT = 20;

  private static final String IN = "7+" + (PROMPT - 7);

  /// The same once the prompt skips the thought, with `<think>\n\n</think>\n\n`.
  private static final String SKIPPED = "7+" + (PROMPT + 6 - 7);

  private static final ByteTokenizer TOKENS = ByteTokenizer.chatMl("ab", "cST", "OPd", "\n\nHi");

  private static ScriptedEngine engine(String output) {
    int[] script = TOKENS.tokens(output);
    int end = TOKENS.token("<|im_end|>");
    return engine(step -> step < script.length ? script[step] : end);
  }

  private static ScriptedEngine engine(IntUnaryOperator wanted) {
    return new ScriptedEngine(1_024, TOKENS.size(), wanted);
  }

  private static ResponseRequest request(Sampling sampling, int limit) {
    return ResponseRequest.of("m", new Conversation(List.of(Item.Message.of(Role.USER, "q"))))
        .withEffort(Effort.LOW)
        .withSampling(sampling)
        .withMaxOutputTokens(limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit));
  }

  private static Sampling stop(String... strings) {
    return sampling(OptionalInt.empty(), strings);
  }

  private static Sampling sampling(OptionalInt topLogprobs, String... stops) {
    return new Sampling(
        0, 1, OptionalLong.of(5), List.of(stops), 0, 0, Map.of(3, 1.5), topLogprobs);
  }

  private static LocalResponder responder(Engine engine) {
    return LocalResponder.of(TOKENS, ChatMl.of(TOKENS, Optional.empty()), engine, "m@1");
  }

  private static List<ResponseEvent> events(Engine engine, ResponseRequest request) {
    List<ResponseEvent> events = new ArrayList<>();
    try {
      responder(engine).respond(request, events::add);
    } catch (Cancelled cancelled) {
      throw new AssertionError(cancelled);
    }
    return events;
  }

  private static String respond(ScriptedEngine engine, ResponseRequest request) {
    String trace = Traces.trace(events(engine, request));
    assertThat(engine.open).isFalse();
    return trace;
  }

  @Test
  void anAnswerStartsThinksSpeaksAndFinishes() {
    assertThat(respond(engine("<think>\n2+2\n</think>\n\n4"), request(Sampling.DEFAULT, 0)))
        .isEqualTo("started(m@1) think(2+2) answer(4) stop(" + IN + " 7+4)");
  }

  @Test
  void theEngineIsToldWhoseItIs() {
    ScriptedEngine engine = engine("4");
    respond(engine, request(Sampling.DEFAULT, 0).withOwner("ada"));
    respond(engine, request(Sampling.DEFAULT, 0));
    assertThat(engine.requests).extracting(GenerationRequest::owner).containsExactly("ada", "");
  }

  @Test
  void theEngineIsToldWhatItPrepares() {
    ScriptedEngine engine = engine("4");
    Lineage lineage = new Lineage(Optional.of("a"), "b");
    respond(engine, request(Sampling.DEFAULT, 0).withLineage(lineage));
    respond(engine, request(Sampling.DEFAULT, 0));
    assertThat(engine.requests)
        .extracting(GenerationRequest::lineage)
        .containsExactly(
            Optional.of(new dev.ponder.engine.Lineage(Optional.of("a"), "b")), Optional.empty());
  }

  @Test
  void theTokenLimitEndsAnAnswer() {
    assertThat(respond(engine("</think>123456789"), request(Sampling.DEFAULT, 5)))
        .isEqualTo("started(m@1) answer(1234) length(" + SKIPPED + " 0+5)");
  }

  @Test
  void theContextEndsAnAnswer() {
    ScriptedEngine engine = new ScriptedEngine(PROMPT + 60, TOKENS.size(), _ -> '1');
    assertThat(respond(engine, request(Sampling.DEFAULT, 0)))
        .startsWith("started(m@1) answer(111")
        .endsWith("1) length(" + SKIPPED + " 0+54)");
  }

  /// It wants to go on thinking, and once interrupted to end the turn rather than to answer.
  @Test
  void aModelThatIsInterruptedMustAnswer() {
    int think = TOKENS.token("<think>");
    int end = TOKENS.token("<|im_end|>");
    ScriptedEngine sulking = engine(step -> step == 0 ? think : step < 68 ? 'x' : end);
    assertThat(respond(sulking, request(Sampling.DEFAULT, 0)))
        .matches("started\\(m@1\\) think\\(x{63}\\) answer\\(.\\) stop\\(.* 66\\+4\\)");
    ScriptedEngine stubborn = engine(step -> step == 0 || step >= 68 ? think : 'x');
    assertThat(respond(stubborn, request(Sampling.DEFAULT, 200)))
        .startsWith("started(m@1) think(" + "x".repeat(63) + ") answer(")
        .contains(" 66+134)");
  }

  @Test
  void theBudgetEndsAThoughtExactly() {
    ScriptedEngine engine = engine(step -> step == 0 ? TOKENS.token("<think>") : 'x');
    // 1,024 / 16 tokens of thought, its mark among them; then "\n", "</think>" and two line breaks.
    assertThat(respond(engine, request(Sampling.DEFAULT, 200)))
        .isEqualTo(
            "started(m@1) think(%s) answer(%s) length(%s 66+134)"
                .formatted("x".repeat(63), "x".repeat(132), IN));
  }

  @Test
  void theBudgetDoesNotCutACharacter() {
    int[] smile = TOKENS.tokens("🙂");
    ScriptedEngine engine =
        engine(step -> step == 0 ? TOKENS.token("<think>") : smile[(step - 1) % 4]);
    String trace = respond(engine, request(Sampling.DEFAULT, 200));
    assertThat(trace).startsWith("started(m@1) think(" + "🙂".repeat(16) + ") answer(");
  }

  @Test
  void aSmallLimitSkipsTheThought() {
    ScriptedEngine engine = engine("4");
    assertThat(respond(engine, request(Sampling.DEFAULT, 10)))
        .isEqualTo("started(m@1) answer(4) stop(" + SKIPPED + " 0+2)");
    assertThat(TOKENS.marked(engine.requests.getFirst().prompt()))
        .endsWith("assistant\n⟨<think>⟩\n\n⟨</think>⟩\n\n");
  }

  @Test
  void aStopStringCutsTheAnswerAcrossTokensAndClosesTheGeneration() {
    ScriptedEngine engine = engine("<think>STOP</think>abcSTOPdef");
    assertThat(respond(engine, request(stop("STOP", "zzz"), 0)))
        .isEqualTo("started(m@1) think(STOP) answer(abc) stop(" + IN + " 6+3)");
    assertThat(engine.sampled).hasSize(9);
  }

  @Test
  void whatMayBecomeAStopStringIsHeldBackAndReleased() {
    List<ResponseEvent> events = events(engine("a\nOb"), request(stop("\nOK"), 0));
    assertThat(events)
        .filteredOn(ResponseEvent.TextDelta.class::isInstance)
        .extracting(event -> ((ResponseEvent.TextDelta) event).text())
        .containsExactly("a", "\nOb");
    assertThat(Traces.trace(events(engine("a\nO"), request(stop("\nOK"), 0))))
        .contains("answer(a\\nO) stop(");
  }

  private static List<String> logprobs(String output, String... stops) {
    List<String> deltas = new ArrayList<>();
    for (ResponseEvent event :
        events(engine(output), request(sampling(OptionalInt.of(1), stops), 0))) {
      if (event instanceof ResponseEvent.TextDelta(String text, List<TokenLogprob> logprobs)) {
        deltas.add(
            text + "=" + String.join("+", logprobs.stream().map(TokenLogprob::text).toList()));
      }
    }
    return deltas;
  }

  @Test
  void logprobsTravelWithTheTextThatTheyBegin() {
    assertThat(logprobs("abx")).containsExactly("ab=ab", "x=x");
    assertThat(logprobs("<think>ab</think>\n\n\n\nHiab")).containsExactly("Hi=\n\nHi", "ab=ab");
    assertThat(logprobs(" <think>a</think>b")).containsExactly("b=b");
    assertThat(logprobs(" <thix")).containsExactly(" <thix= +<+t+h+i+x");
    assertThat(logprobs("é")).containsExactly("é=\ufffd+\ufffd");
    assertThat(logprobs("a<|endoftext|>")).containsExactly("a=a");
  }

  @Test
  void logprobsEndWhereAStopStringCuts() {
    assertThat(logprobs("abcSTOPd", "STOP")).containsExactly("ab=ab", "c=cST");
    assertThat(logprobs("abcSTab", "STOP")).containsExactly("ab=ab", "c=cST", "STab=ab");
    assertThat(logprobs("abSTOPd", "STOP")).containsExactly("ab=ab");
  }

  @Test
  void logprobsGiveBytesAndRivals() {
    List<ResponseEvent> events = events(engine("é"), request(sampling(OptionalInt.of(1)), 0));
    ResponseEvent.TextDelta delta = (ResponseEvent.TextDelta) events.get(1);
    TokenLogprob rival = new TokenLogprob("\ufffd", List.of(0xc3), -0.5, List.of());
    assertThat(delta.logprobs().getFirst())
        .isEqualTo(new TokenLogprob("\ufffd", List.of(0xc3), -0.5, List.of(rival)));
  }

  @Test
  void samplingIsHandedOn() {
    ScriptedEngine engine = engine("4");
    respond(engine, request(sampling(OptionalInt.of(2)), 0));
    var sampling = engine.requests.getFirst().sampling();
    assertThat(sampling.seed()).isEqualTo(5);
    assertThat(sampling.temperature()).isZero();
    assertThat(sampling.topLogprobs()).isEqualTo(2);
    assertThat(sampling.logitBias()).isEqualTo(Map.of(3, 1.5));
  }

  @Test
  void withoutASeedEachAnswerGetsItsOwn() {
    ScriptedEngine engine = engine("4");
    respond(engine, request(Sampling.DEFAULT, 0));
    respond(engine, request(Sampling.DEFAULT, 0));
    assertThat(engine.requests.get(0).sampling().seed())
        .isNotEqualTo(engine.requests.get(1).sampling().seed());
  }

  @Test
  void aBiasForNoTokenIsRefused() {
    Sampling sampling =
        new Sampling(
            1, 1, OptionalLong.empty(), List.of(), 0, 0, Map.of(99_999, 1.0), OptionalInt.empty());
    assertProblem(engine("4"), request(sampling, 0), Problem.Kind.INVALID_REQUEST);
  }

  @Test
  void aPromptBeyondTheContextIsRefused() {
    ScriptedEngine engine = new ScriptedEngine(PROMPT, TOKENS.size(), _ -> 'x');
    assertProblem(engine, request(Sampling.DEFAULT, 0), Problem.Kind.INVALID_REQUEST);
    assertThat(engine.requests).isEmpty();
  }

  @Test
  void anEngineThatRefusesIsAProblemBeforeTheStart() {
    assertProblem(
        refusing(new OverloadedException("full")),
        request(Sampling.DEFAULT, 0),
        Problem.Kind.OVERLOADED);
    assertProblem(
        refusing(new IllegalStateException("closed")),
        request(Sampling.DEFAULT, 0),
        Problem.Kind.UNAVAILABLE);
  }

  private static void assertProblem(Engine engine, ResponseRequest request, Problem.Kind kind) {
    assertThatThrownBy(() -> events(engine, request))
        .isInstanceOfSatisfying(
            Problem.Exceptional.class, e -> assertThat(e.problem().kind()).isEqualTo(kind));
  }

  private static Engine refusing(RuntimeException refusal) {
    return new Engine() {
      @Override
      public Generation submit(GenerationRequest request) {
        throw refusal;
      }

      @Override
      public Embedding embed(EmbeddingRequest request) {
        throw refusal;
      }

      @Override
      public void forget(String owner, String lineage) {}

      @Override
      public EngineOptions options() {
        return new EngineOptions(1_024, 32, 4, 4, 64);
      }

      @Override
      public EngineMetrics metrics() {
        throw new UnsupportedOperationException("not asked for");
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void aBrokenGenerationIsAFailureAfterTheStart() {
    ScriptedEngine engine = engine(step -> step < 1 ? 'a' : ScriptedEngine.BREAK);
    assertThat(respond(engine, request(Sampling.DEFAULT, 0)))
        .isEqualTo("started(m@1) answer(a) failed(INTERNAL)");
  }

  @Test
  void anInterruptClosesTheGeneration() {
    ScriptedEngine engine = engine(step -> step < 1 ? 'a' : ScriptedEngine.INTERRUPT);
    assertThatThrownBy(() -> responder(engine).respond(request(Sampling.DEFAULT, 0), _ -> {}))
        .isInstanceOf(Cancelled.class);
    assertThat(engine.open).isFalse();
  }

  @Test
  void aClientThatLeavesClosesTheGeneration() {
    ScriptedEngine engine = engine("abc");
    assertThatThrownBy(() ->
            responder(engine)
                .respond(
                    request(Sampling.DEFAULT, 0),
                    event -> {
                      if (event instanceof ResponseEvent.TextDelta) {
                        throw new Cancelled("gone");
                      }
                    }))
        .isInstanceOf(Cancelled.class);
    assertThat(engine.open).isFalse();
    assertThat(engine.sampled).hasSize(1);
  }

  @Test
  void everySplitOfAnAnswerGivesTheSameEvents() {
    String output = "<think>a\n</think>\n\nbSTcSTOPd";
    String expected =
        Traces.trace(events(engine(output), request(stop("STOP"), 0))).replaceAll(" stop.*", "");
    int[] script = TOKENS.encode(output);
    Stream.of(TOKENS.tokens(output), script)
        .map(tokens -> engine(step -> step < tokens.length ? tokens[step] : 258))
        .forEach(engine ->
            assertThat(Traces.trace(events(engine, request(stop("STOP"), 0))))
                .startsWith(expected));
  }
}
