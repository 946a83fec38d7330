package dev.ponder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Content;
import dev.ponder.core.FinishReason;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.ScriptedEmbedder;
import dev.ponder.core.ScriptedResponder;
import dev.ponder.core.Usage;
import dev.ponder.protocol.objects.ModerationObjects;
import dev.ponder.state.State;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ModerationOperationsTest {
  private final State state = State.temporary();
  private String verdict = "{\"violence\":80,\"hate\":49}";

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void eachTextIsJudgedByTheModelUnderTheSchema() throws Exception {
    Json.Obj answer =
        judged("m", "{\"input\":[\"one\",\"two\"],\"model\":\"omni-moderation-latest\"}");
    assertThat(answer.member("model")).contains(Json.of("m"));
    List<Json> results = ((Json.Arr) answer.member("results").orElseThrow()).elements();
    assertThat(results).hasSize(2);
    Json.Obj result = (Json.Obj) results.getFirst();
    assertThat(result.member("flagged")).contains(Json.of(true));
    for (String part : List.of("categories", "category_scores", "category_applied_input_types")) {
      Json.Obj members = (Json.Obj) result.member(part).orElseThrow();
      assertThat(members.members().keySet())
          .containsExactlyElementsOf(ModerationObjects.CATEGORIES);
    }
    assertThat(result.text())
        .contains("\"violence\":true", "\"hate\":false", "\"violence\":0.8", "\"hate\":0.49");
  }

  @Test
  void partsAreOneText() throws Exception {
    String input =
        "{\"input\":[{\"type\":\"text\",\"text\":\"one\"},{\"type\":\"text\",\"text\":\"two\"}]}";
    verdict = "{}";
    Json.Obj answer = judged("m", input);
    assertThat(((Json.Arr) answer.member("results").orElseThrow()).elements()).hasSize(1);
    assertThat(answer.text()).contains("\"flagged\":false");
  }

  @Test
  void whatCannotBeJudgedIsRefused() {
    assertThatThrownBy(() -> judged("", "{\"input\":\"x\"}"))
        .hasMessageContaining("--moderation-model");
    assertThatThrownBy(() -> judged("gone", "{\"input\":\"x\"}"))
        .hasMessageContaining("The model 'gone' does not exist");
    assertThatThrownBy(() -> judged("m", "{}")).hasMessage("Missing required parameter: 'input'.");
    String image = "{\"input\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://x\"}}]}";
    assertThatThrownBy(() -> judged("m", image)).hasMessageContaining("Images are not supported");
    verdict = "I would rather not say.";
    assertThatThrownBy(() -> judged("m", "{\"input\":\"x\"}"))
        .hasMessageContaining("gave no judgement");
  }

  private Json.Obj judged(String model, String body) throws Exception {
    ApiOptions options = new ApiOptions(1, Optional.of(model).filter(name -> !name.isEmpty()));
    Foundation foundation =
        new Foundation(
            new ScriptedResponder(this::verdict),
            new ScriptedEmbedder("m@1", 8),
            new OneModel(),
            state,
            new Keeping.Forever(),
            InstantSource.system(),
            options);
    return new ModerationOperations(foundation).create(Json.parse(body));
  }

  private List<ResponseEvent> verdict(ResponseRequest request) {
    assertThat(request.format())
        .isInstanceOfSatisfying(
            AnswerFormat.Schema.class,
            format -> assertThat(format.schema()).isEqualTo(ModerationObjects.schema()));
    assertThat(request.maxReasoningTokens()).hasValue(0);
    assertThat(request.conversation().items())
        .last()
        .isInstanceOfSatisfying(
            Item.Message.class,
            said -> assertThat(said.content()).hasOnlyElementsOfType(Content.Text.class));
    return List.of(
        new ResponseEvent.Started("m@1"),
        new ResponseEvent.TextDelta(verdict, List.of()),
        new ResponseEvent.Finished(FinishReason.STOP, new Usage(1, 0, 1, 0)));
  }
}
