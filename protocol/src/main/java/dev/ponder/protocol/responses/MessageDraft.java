package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.core.TokenLogprob;
import dev.ponder.protocol.wire.Logprobs;
import java.util.ArrayList;
import java.util.List;

/// Something said.
final class MessageDraft implements Draft {
  private final Stage stage;
  private final StringBuilder text = new StringBuilder();
  private final List<Json> logprobs = new ArrayList<>();
  private String status = "in_progress";
  private boolean spoken;

  MessageDraft(Stage stage) {
    this.stage = stage;
    stage.added(item());
    stage.events().add(stage.content("response.content_part.added").put("part", part()));
    spoken = true;
  }

  void add(String piece, List<TokenLogprob> tokens) {
    List<Json> reported =
        stage.include().contains(Include.OUTPUT_TEXT_LOGPROBS) ? Logprobs.list(tokens) : List.of();
    if (piece.isEmpty() && reported.isEmpty()) {
      return;
    }
    text.append(piece);
    logprobs.addAll(reported);
    stage
        .events()
        .add(stage.content("response.output_text.delta").put("logprobs", Json.of(reported)), piece);
  }

  @Override
  public void close(String ending) {
    status = ending;
    stage
        .events()
        .add(
            stage
                .content("response.output_text.done")
                .put("text", text.toString())
                .put("logprobs", Json.of(logprobs)));
    stage.events().add(stage.content("response.content_part.done").put("part", part()));
    stage.done(item());
  }

  @Override
  public void abandon() {
    status = "incomplete";
  }

  @Override
  public Json.Obj item() {
    return Json.object()
        .put("id", stage.id())
        .put("type", "message")
        .put("status", status)
        .put("role", "assistant")
        .put("content", spoken ? Json.of(List.of(part())) : Stage.NOTHING)
        .build();
  }

  private Json.Obj part() {
    return Json.object()
        .put("type", "output_text")
        .put("text", text.toString())
        .put("annotations", Stage.NOTHING)
        .put("logprobs", Json.of(logprobs))
        .build();
  }
}
