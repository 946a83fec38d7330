package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.ErrorType;
import com.anthropic.models.messages.CacheControlEphemeral;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.MessageTokensCount;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.ThinkingConfigAdaptive;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelInfo;
import com.anthropic.models.models.ModelListPage;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Anthropic's own client must find everything where its types say, so every object that it reads
/// here is validated.
final class AnthropicClientTest {
  private static final String KEY = "sk-ant-client-test-0123";
  private static final String SHOWN = "tiny/reasoner@1";
  private static final String HIDDEN = "o4-mini";
  private static TestServer server;
  private static AnthropicClient client;

  @BeforeAll
  static void start() {
    server = TestServer.locked(new ToolLoop(), KEY);
    client = client(KEY);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void readsWholeMessages() {
    Message message = create(question(SHOWN));

    assertThat(message.model().asString()).isEqualTo(SHOWN);
    assertThat(message.stopReason()).contains(StopReason.END_TURN);
    assertThat(message.content()).hasSize(1).allMatch(ContentBlock::isText);
    assertThat(message.usage().inputTokens()).isEqualTo(6);
    assertThat(message.usage().cacheReadInputTokens()).contains(4L);
    assertThat(message.usage().outputTokens()).isEqualTo(8);
  }

  @Test
  void readsStreamsAsWholeMessages() {
    MessageCreateParams.Builder question = thinking(question(SHOWN));
    Message whole = create(question);
    Message streamed = stream(question);

    assertThat(streamed.content()).hasSameSizeAs(whole.content());
    assertThat(streamed.content().getFirst().thinking().orElseThrow().thinking())
        .isEqualTo("Let me look.");
    assertThat(streamed.content().getLast()).isEqualTo(whole.content().getLast());
    assertThat(streamed.stopReason()).isEqualTo(whole.stopReason());
    assertThat(streamed.usage().outputTokens()).isEqualTo(whole.usage().outputTokens());
    assertThat(streamed.usage().cacheReadInputTokens()).contains(4L);
  }

  @Test
  void goesThroughAToolLoopAndRemembersItsThoughts() {
    for (String model : List.of(SHOWN, HIDDEN)) {
      MessageCreateParams.Builder question = thinking(question(model)).addTool(look());
      Message call = stream(question);

      assertThat(call.stopReason()).contains(StopReason.TOOL_USE);
      ToolUseBlock use = call.content().getLast().asToolUse();
      assertThat(use.id()).startsWith("toolu_");
      assertThat(use.name()).isEqualTo("look");
      assertThat(use._input()).isEqualTo(JsonValue.from(Map.of("place", "Bonn")));
      assertThat(call.content().getFirst().thinking().orElseThrow().thinking())
          .isEqualTo(model.equals(SHOWN) ? "Let me look." : "");

      Message answer =
          create(question.addMessage(call).addUserMessageOfContentBlockParams(sun(use)));
      assertThat(answer.content().getLast().text().orElseThrow().text())
          .isEqualTo("Results: [sun], thoughts: [Let me look.]");
    }
  }

  @Test
  void tellsWhatWasCached() {
    TextBlockParam marked =
        TextBlockParam.builder()
            .text("Be brief.")
            .cacheControl(CacheControlEphemeral.builder().build())
            .build();
    Message message = create(question(SHOWN).systemOfTextBlockParams(List.of(marked)));

    assertThat(message.usage().cacheReadInputTokens()).contains(4L);
    assertThat(message.usage().cacheCreationInputTokens()).contains(15L);
    assertThat(message.usage().inputTokens()).isEqualTo(1);
  }

  @Test
  void countsTokens() {
    MessageTokensCount count =
        client
            .messages()
            .countTokens(
                MessageCountTokensParams.builder().model(SHOWN).addUserMessage("Hello").build());
    count.validate();
    assertThat(count.inputTokens()).isEqualTo(10);
  }

  @Test
  void readsModels() {
    ModelListPage page = client.models().list();
    page.items().forEach(ModelInfo::validate);
    assertThat(page.items()).extracting(ModelInfo::id).containsExactly(SHOWN, HIDDEN);

    ModelInfo one = client.models().retrieve(HIDDEN);
    one.validate();
    assertThat(one.maxInputTokens()).contains(4096L);
  }

  @Test
  void readsErrors() {
    AnthropicServiceException bad =
        failure(
            BadRequestException.class,
            () ->
                create(
                    question(SHOWN).putAdditionalBodyProperty("temperature", JsonValue.from(7))));
    assertThat(bad.type()).contains(ErrorType.INVALID_REQUEST_ERROR);
    assertThat(bad.apiMessage()).contains("temperature: Input should be less than or equal to 2");
    assertThat(bad.requestId()).hasValueSatisfying(id -> assertThat(id).startsWith("req_"));

    AnthropicServiceException missing =
        failure(NotFoundException.class, () -> create(question("claude-9")));
    assertThat(missing.type()).contains(ErrorType.NOT_FOUND_ERROR);
    assertThat(missing.apiMessage()).contains("model: claude-9");

    AnthropicClient stranger = client("sk-wrong");
    AnthropicServiceException wrong =
        failure(UnauthorizedException.class, () -> stranger.models().list());
    assertThat(wrong.type()).contains(ErrorType.AUTHENTICATION_ERROR);
    stranger.close();
  }

  private static <T extends AnthropicServiceException> AnthropicServiceException failure(
      Class<T> type, ThrowingCallable call) {
    T failure = catchThrowableOfType(type, call);
    assertThat(failure).isNotNull();
    return failure;
  }

  private static Message create(MessageCreateParams.Builder question) {
    Message message = client.messages().create(question.build());
    message.validate();
    return message;
  }

  private static Message stream(MessageCreateParams.Builder question) {
    MessageAccumulator accumulator = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(question.build())) {
      stream.stream().peek(RawMessageStreamEvent::validate).forEach(accumulator::accumulate);
    }
    Message message = accumulator.message();
    message.validate();
    return message;
  }

  private static MessageCreateParams.Builder question(String model) {
    return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessage("Hello");
  }

  private static MessageCreateParams.Builder thinking(MessageCreateParams.Builder question) {
    return question.thinking(ThinkingConfigAdaptive.builder().build());
  }

  private static Tool look() {
    return Tool.builder()
        .name("look")
        .description("Tells the weather.")
        .inputSchema(
            Tool.InputSchema.builder()
                .properties(
                    Tool.InputSchema.Properties.builder()
                        .putAdditionalProperty("place", JsonValue.from(Map.of("type", "string")))
                        .build())
                .addRequired("place")
                .build())
        .build();
  }

  private static List<ContentBlockParam> sun(ToolUseBlock use) {
    return List.of(
        ContentBlockParam.ofToolResult(
            ToolResultBlockParam.builder().toolUseId(use.id()).content("sun").build()));
  }

  private static AnthropicClient client(String key) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(server.uri().toString())
        .apiKey(key)
        .maxRetries(0)
        .build();
  }
}
