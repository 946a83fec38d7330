package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.ScriptedResponder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// OpenAI's own client must find everything where its types say, so every object that it reads here
/// is validated.
final class OfficialClientTest {
  private static final String KEY = "sk-official-client-test-0123";
  private static TestServer server;
  private static OpenAIClient client;

  @BeforeAll
  static void start() {
    server = TestServer.locked((Answering) OfficialClientTest::respond, KEY);
    client = client(KEY);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void readsWholeAnswers() {
    ChatCompletion answer = client.chat().completions().create(question("Hello").build());

    answer.validate();
    assertThat(answer.model()).isEqualTo(TestServer.NATIVE.version());
    assertThat(answer.choices()).hasSize(1);
    assertThat(answer.choices().getFirst().message().content()).contains("Hello");
    assertThat(answer.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(answer.usage().orElseThrow().completionTokensDetails().orElseThrow())
        .satisfies(details -> assertThat(details.reasoningTokens()).hasValue(7L));
  }

  @Test
  void readsSeveralChoicesWithLogprobs() {
    ChatCompletion answer =
        client
            .chat()
            .completions()
            .create(question("Hi there").n(2).logprobs(true).topLogprobs(1).build());

    answer.validate();
    assertThat(answer.choices()).hasSize(2);
    assertThat(answer.choices().get(1).logprobs().orElseThrow().content().orElseThrow())
        .hasSize(2)
        .allSatisfy(token -> assertThat(token.topLogprobs()).hasSize(1));
  }

  @Test
  void readsStreamsWithUsage() {
    List<ChatCompletionChunk> chunks =
        stream(
            question("One two three")
                .reasoningEffort(ReasoningEffort.HIGH)
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

    assertThat(text(chunks, 0)).isEqualTo("One two three");
    assertThat(chunks.getLast().choices()).isEmpty();
    assertThat(chunks.getLast().usage().orElseThrow().totalTokens()).isEqualTo(13);
    assertThat(chunks).extracting(ChatCompletionChunk::id).containsOnly(chunks.getFirst().id());
  }

  @Test
  void readsStreamsOfSeveralChoices() {
    List<ChatCompletionChunk> chunks = stream(question("One two").n(3).logprobs(true).build());

    for (int choice = 0; choice < 3; choice++) {
      assertThat(text(chunks, choice)).isEqualTo("One two");
    }
  }

  @Test
  void readsModels() {
    List<Model> models = client.models().list().data();
    models.forEach(Model::validate);
    assertThat(models).extracting(Model::id).contains("tiny/reasoner@1", "o4-mini");

    Model one = client.models().retrieve("tiny/reasoner@1");
    one.validate();
    assertThat(one.id()).isEqualTo("tiny/reasoner@1");
  }

  @Test
  void readsErrorsWithAllTheirFields() {
    OpenAIServiceException bad =
        failure(BadRequestException.class, () -> create(question("Hi").temperature(7)));
    assertThat(bad.param()).contains("temperature");
    assertThat(bad.code()).isPresent();
    assertThat(bad.type()).contains("invalid_request_error");

    OpenAIServiceException missing =
        failure(NotFoundException.class, () -> create(question("Hi").model("gpt-9")));
    assertThat(missing.code()).contains("model_not_found");
    assertThat(missing.param()).contains("model");
    assertThat(missing.getMessage()).contains("gpt-9");

    OpenAIServiceException busy = failure(RateLimitException.class, () -> create(question("429")));
    assertThat(busy.code()).contains("rate_limit_exceeded");
    assertThat(busy.type()).contains("requests");
    assertThat(busy.headers().values("retry-after")).isNotEmpty();

    OpenAIServiceException ours =
        failure(InternalServerException.class, () -> create(question("503")));
    assertThat(ours.statusCode()).isEqualTo(503);

    OpenAIServiceException unknownModel =
        failure(NotFoundException.class, () -> client.models().retrieve("gpt-9"));
    assertThat(unknownModel.code()).contains("model_not_found");
  }

  @Test
  void readsStreamErrorsBeforeTheFirstEvent() {
    OpenAIServiceException busy =
        failure(RateLimitException.class, () -> stream(question("429").build()));
    assertThat(busy.code()).contains("rate_limit_exceeded");
  }

  @Test
  void readsWrongKeys() {
    OpenAIClient stranger = client("sk-wrong");
    OpenAIServiceException wrong =
        failure(UnauthorizedException.class, () -> stranger.models().list());
    assertThat(wrong.code()).contains("invalid_api_key");
    assertThat(wrong.headers().values("x-request-id")).hasSize(1);
    stranger.close();
  }

  private static <T extends OpenAIServiceException> OpenAIServiceException failure(
      Class<T> type, ThrowingCallable call) {
    T failure = catchThrowableOfType(type, call);
    assertThat(failure).isNotNull();
    return failure;
  }

  private static List<ChatCompletionChunk> stream(ChatCompletionCreateParams question) {
    List<ChatCompletionChunk> chunks = new ArrayList<>();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(question)) {
      stream.stream().forEach(chunks::add);
    }
    chunks.forEach(ChatCompletionChunk::validate);
    return chunks;
  }

  private static String text(List<ChatCompletionChunk> chunks, int choice) {
    StringBuilder text = new StringBuilder();
    for (ChatCompletionChunk chunk : chunks) {
      for (ChatCompletionChunk.Choice one : chunk.choices()) {
        if (one.index() == choice) {
          one.delta().content().ifPresent(text::append);
        }
      }
    }
    return text.toString();
  }

  private static void create(ChatCompletionCreateParams.Builder question) {
    client.chat().completions().create(question.build());
  }

  private static ChatCompletionCreateParams.Builder question(String text) {
    return ChatCompletionCreateParams.builder().model("o4-mini").addUserMessage(text);
  }

  private static OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(server.uri() + "/v1")
        .apiKey(key)
        .maxRetries(0)
        .build();
  }

  /// Echoes, but fails as asked to.
  private static void respond(ResponseRequest request, EventSink events) throws Cancelled {
    Map<String, Problem> problems =
        Map.of(
            "429",
            new Problem(
                Problem.Kind.OVERLOADED,
                "Busy.",
                Optional.empty(),
                Optional.of("rate_limit_exceeded")),
            "503",
            Problem.of(Problem.Kind.UNAVAILABLE, "Starting."));
    Responder echo = ScriptedResponder.echo(TestServer.NATIVE.version());
    List<Problem> asked =
        problems.entrySet().stream()
            .filter(entry -> request.conversation().toString().contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (!asked.isEmpty()) {
      throw asked.getFirst().exception();
    }
    echo.respond(request, events);
  }
}
