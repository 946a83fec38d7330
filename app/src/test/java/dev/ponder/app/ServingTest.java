package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import dev.ponder.engine.EngineMetrics;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole program on real weights, asked by the official client.
@SuppressWarnings("deprecation") // The client has no other way to fields that it does not know.
class ServingTest {
  private static RunningServer running;
  private static OpenAIClient client;

  @BeforeAll
  static void start() {
    running = RunningServer.start();
    client = running.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    running.close();
  }

  @AfterEach
  void theCacheIsWholeAgain() throws InterruptedException {
    EngineMetrics metrics = idle();
    assertThat(metrics.waitingSequences()).isZero();
    assertThat(metrics.freeBlocks()).isEqualTo(metrics.totalBlocks());
  }

  @Test
  void thinksAndAnswers() {
    ChatCompletion completion = client.chat().completions().create(question("316 * 671"));
    completion.validate();
    ChatCompletion.Choice choice = completion.choices().getFirst();
    assertThat(choice.message().content()).contains("212036");
    assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(reasoning(choice.message()._additionalProperties())).isNotBlank();
    assertThat(completion.model()).isEqualTo(running.stack().info().version());
    CompletionUsage usage = completion.usage().orElseThrow();
    long thought = usage.completionTokensDetails().orElseThrow().reasoningTokens().orElseThrow();
    assertThat(thought).isPositive().isLessThan(usage.completionTokens());
  }

  @Test
  void embedsBesideAnswers() throws Exception {
    EmbeddingCreateParams texts =
        EmbeddingCreateParams.builder()
            .model(running.stack().info().id())
            .inputOfArrayOfStrings(List.of("one text", "another text", "one text"))
            .build();
    List<Embedding> alone = client.embeddings().create(texts).validate().data();
    assertThat(alone.get(0).embedding()).isEqualTo(alone.get(2).embedding());
    assertThat(alone.get(0).embedding()).isNotEqualTo(alone.get(1).embedding());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ChatCompletion> answer =
          threads.submit(() -> client.chat().completions().create(question("316 * 671")));
      assertThat(client.embeddings().create(texts).data()).isEqualTo(alone);
      assertThat(answer.get().choices().getFirst().message().content().orElseThrow())
          .contains("212036");
    }
  }

  @Test
  void streamsTheSameAsItAnswersWhole() {
    ChatCompletionCreateParams question = question("What is 317 * 829?");
    ChatCompletion whole = client.chat().completions().create(question);
    Streamed streamed = stream(question);
    assertThat(streamed.text)
        .hasToString(whole.choices().getFirst().message().content().orElseThrow());
    assertThat(streamed.reasoning)
        .hasToString(reasoning(whole.choices().getFirst().message()._additionalProperties()));
    assertThat(streamed.text).hasToString("262793");
    assertThat(streamed.usage.orElseThrow().completionTokens())
        .isEqualTo(whole.usage().orElseThrow().completionTokens());
  }

  @Test
  void theAliasHidesTheThought() {
    ChatCompletionCreateParams question =
        question("316 * 671").toBuilder().model("o4-mini").build();
    ChatCompletion whole = client.chat().completions().create(question).validate();
    assertThat(whole.choices().getFirst().message().content()).contains("212036");
    assertThat(whole.choices().getFirst().message()._additionalProperties())
        .doesNotContainKeys("reasoning", "reasoning_content");
    Streamed streamed = stream(question);
    assertThat(streamed.text).hasToString("212036");
    assertThat(streamed.reasoning).isEmpty();
  }

  @Test
  void aSharedPrefixIsNotComputedAgain() {
    ChatCompletionCreateParams question =
        question(
            "Lily has 3 badges and Priya has 16. Together they threw away 3 badges. How many badges"
                + " do they have left in total?");
    ChatCompletion first = client.chat().completions().create(question);
    ChatCompletion second = client.chat().completions().create(question);
    assertThat(cached(second)).isPositive();
    assertThat(second.choices().getFirst().message().content())
        .isEqualTo(first.choices().getFirst().message().content());
  }

  @Test
  void sixteenStreamsSideBySideEachGetTheirOwnAnswer() throws Exception {
    List<ChatCompletionCreateParams> questions = new ArrayList<>();
    List<String> sums = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      int left = 1234 + 517 * i;
      int right = 4321 + 291 * i;
      questions.add(question("What is " + left + " + " + right + "?"));
      sums.add(Integer.toString(left + right));
    }
    List<String> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> tasks = new ArrayList<>();
      questions.forEach(question -> tasks.add(() -> stream(question).text.toString()));
      for (Future<String> answer : threads.invokeAll(tasks)) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).isEqualTo(sums);
  }

  @Test
  void modelsNameTheirFile() {
    List<Model> models = client.models().list().data();
    models.forEach(Model::validate);
    assertThat(models).extracting(Model::id).contains("o4-mini", running.stack().info().id());
    Model alias = client.models().retrieve("o4-mini").validate();
    assertThat(alias._additionalProperties().toString())
        .contains(running.stack().info().sha256().orElseThrow());
  }

  @Test
  void aClientThatLeavesFreesItsSequence() throws Exception {
    String body =
        """
        {"model":"reasoner-2m","stream":true,"temperature":2,"max_completion_tokens":900,
         "messages":[{"role":"user","content":"What is 12345678 + 87654321?"}],
         "logit_bias":{"%d":-100}}\
        """
            .formatted(endOfAnswer());
    HttpResponse<InputStream> response =
        running.http().send(running.chat(body), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.body().read()).isPositive();
    response.body().close();
    assertThat(idle().runningSequences()).isZero();
    assertThat(running.get("/metrics").body())
        .contains("ponder_running_sequences{model=\"reasoner-2m\"} 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          400 | {"model":"o4-mini","messages":[]}                                              | messages
          400 | {"model":"o4-mini","messages":[{"role":"user","content":7}]}                   | content
          400 | {"model":"o4-mini","messages":                                                 | JSON
          404 | {"model":"gpt-9","messages":[{"role":"user","content":"hi"}]}                  | model_not_found
          400 | {"model":"o4-mini","messages":[{"role":"user","content":"LONG"}]}              | context_length_exceeded
          """)
  void badInputIsAnswered(int status, String body, String contains) throws Exception {
    HttpResponse<String> response = running.ask(body.replace("LONG", "1 + ".repeat(2000)));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body())
        .contains("\"message\":")
        .contains("\"type\":")
        .contains("\"param\":")
        .contains("\"code\":")
        .contains(contains);
    assertThat(response.headers().firstValue("x-request-id")).isPresent();
  }

  @Test
  void answersInFlightFinishWhenTheServerStops() throws Exception {
    try (RunningServer other = RunningServer.start();
        StreamResponse<ChatCompletionChunk> stream =
            other.client().chat().completions().createStreaming(question("316 * 671"))) {
      Streamed streamed = new Streamed();
      var chunks = stream.stream().iterator();
      streamed.accept(chunks.next());
      Thread stopping = Thread.ofVirtual().start(other.server()::close);
      chunks.forEachRemaining(streamed::accept);
      stopping.join(Duration.ofSeconds(20));
      assertThat(stopping.isAlive()).isFalse();
      assertThat(streamed.text).hasToString("212036");
    }
  }

  private static ChatCompletionCreateParams question(String text) {
    return ChatCompletionCreateParams.builder()
        .model(running.stack().info().id())
        .addUserMessage(text)
        .reasoningEffort(ReasoningEffort.HIGH)
        .temperature(0)
        .build();
  }

  private static Streamed stream(ChatCompletionCreateParams question) {
    Streamed streamed = new Streamed();
    ChatCompletionCreateParams counted =
        question.toBuilder()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(counted)) {
      stream.stream().forEach(streamed::accept);
    }
    return streamed;
  }

  /// A stream of chunks, folded.
  private static final class Streamed {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private Optional<CompletionUsage> usage = Optional.empty();

    void accept(ChatCompletionChunk chunk) {
      chunk.validate();
      for (ChatCompletionChunk.Choice choice : chunk.choices()) {
        choice.delta().content().ifPresent(text::append);
        reasoning.append(reasoning(choice.delta()._additionalProperties()));
      }
      usage = chunk.usage().or(() -> usage);
    }
  }

  private static String reasoning(Map<String, JsonValue> properties) {
    JsonValue value = properties.get("reasoning");
    return value == null ? "" : value.asStringOrThrow();
  }

  private static long cached(ChatCompletion completion) {
    return completion
        .usage()
        .flatMap(CompletionUsage::promptTokensDetails)
        .flatMap(CompletionUsage.PromptTokensDetails::cachedTokens)
        .orElseThrow();
  }

  private static int endOfAnswer() {
    return running.stack().local().loaded().tokenizer().special("<|im_end|>").orElseThrow();
  }

  /// The engine's counts once nothing runs any more; the engine drops a sequence between two steps.
  private static EngineMetrics idle() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    EngineMetrics metrics = running.stack().engine().metrics();
    while (metrics.runningSequences() + metrics.waitingSequences() > 0
        && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      metrics = running.stack().engine().metrics();
    }
    return metrics;
  }
}
