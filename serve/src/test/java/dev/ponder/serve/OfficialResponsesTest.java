package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.conversations.Conversation;
import com.openai.models.conversations.ConversationCreateParams;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseRetrieveParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// OpenAI's own client must find everything where its types say, so every object and event that it
/// reads here is validated.
final class OfficialResponsesTest {
  private static TestServer server;
  private static OpenAIClient client;

  @BeforeAll
  static void start() {
    server = TestServer.start(new ToolingResponder());
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(server.uri() + "/v1")
            .apiKey("any")
            .maxRetries(0)
            .build();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void makesFindsAndDeletes() {
    Response made = client.responses().create(question("Hello").build()).validate();
    assertThat(client.responses().retrieve(made.id()).validate()).isEqualTo(made);
    client.responses().inputItems().list(made.id()).items().forEach(item -> item.validate());
    client.responses().delete(made.id());
  }

  @Test
  void completesAToolLoop() {
    Response called =
        client.responses().create(question("Weather?").addTool(weather()).build()).validate();
    ResponseFunctionToolCall call =
        called.output().stream().flatMap(item -> item.functionCall().stream()).findFirst().get();

    Response answered =
        client
            .responses()
            .create(
                ResponseCreateParams.builder()
                    .model("o4-mini")
                    .previousResponseId(called.id())
                    .addTool(weather())
                    .inputOfResponse(
                        List.of(
                            ResponseInputItem.ofFunctionCallOutput(
                                ResponseInputItem.FunctionCallOutput.builder()
                                    .callId(call.callId())
                                    .output("sunny")
                                    .build())))
                    .build())
            .validate();
    assertThat(answered.toString()).contains("It says: sunny");
  }

  @Test
  void streams() {
    List<ResponseStreamEvent> events = new ArrayList<>();
    try (StreamResponse<ResponseStreamEvent> stream =
        client.responses().createStreaming(question("Hello").addTool(weather()).build())) {
      stream.stream().map(ResponseStreamEvent::validate).forEach(events::add);
    }
    assertThat(events.getFirst().isCreated()).isTrue();
    assertThat(events.getLast().isCompleted()).isTrue();
  }

  @Test
  void followsWhatRunsInTheBackground() {
    Response queued =
        client.responses().create(question("Hello").background(true).build()).validate();
    assertThat(queued.status()).contains(ResponseStatus.QUEUED);
    Response now = queued;
    while (!now.status().equals(java.util.Optional.of(ResponseStatus.COMPLETED))) {
      now = client.responses().retrieve(queued.id()).validate();
    }
    client.responses().cancel(queued.id()).validate();

    String id;
    try (StreamResponse<ResponseStreamEvent> stream =
        client.responses().createStreaming(question("Hello").background(true).build())) {
      List<ResponseStreamEvent> events =
          stream.stream().map(ResponseStreamEvent::validate).toList();
      id = events.getLast().completed().get().response().id();
    }
    ResponseRetrieveParams later =
        ResponseRetrieveParams.builder().responseId(id).startingAfter(3).build();
    try (StreamResponse<ResponseStreamEvent> stream = client.responses().retrieveStreaming(later)) {
      List<ResponseStreamEvent> events =
          stream.stream().map(ResponseStreamEvent::validate).toList();
      assertThat(events.getLast().isCompleted()).isTrue();
    }
  }

  @Test
  void talksInAConversation() {
    Conversation conversation =
        client.conversations().create(ConversationCreateParams.builder().build()).validate();
    client.responses().create(question("Hello").conversation(conversation.id()).build()).validate();
    var items = client.conversations().items().list(conversation.id()).items();
    assertThat(items).hasSize(3);
    items.forEach(item -> item.validate());
    client.conversations().delete(conversation.id()).validate();
  }

  private static ResponseCreateParams.Builder question(String text) {
    return ResponseCreateParams.builder().model("o4-mini").input(text);
  }

  private static FunctionTool weather() {
    return FunctionTool.builder()
        .name("weather")
        .strict(false)
        .parameters(
            FunctionTool.Parameters.builder()
                .putAdditionalProperty("type", com.openai.core.JsonValue.from("object"))
                .putAdditionalProperty("properties", com.openai.core.JsonValue.from(Map.of()))
                .build())
        .build();
  }
}
