package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.core.ModelInfo.Visibility;
import dev.ponder.protocol.Sealer;
import java.util.List;
import java.util.Optional;

/// A thought. Models that show theirs have it as content; what a summary tells is told as soon as
/// the model has thought it.
final class ThoughtDraft implements Draft {
  private final Stage stage;
  private final Visibility visibility;
  private final Sealer sealer;
  private final Summary summary;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder told = new StringBuilder();
  private Optional<String> sealed = Optional.empty();
  private boolean broken;

  ThoughtDraft(Stage stage, Visibility visibility, Sealer sealer, Summary summary) {
    this.stage = stage;
    this.visibility = visibility;
    this.sealer = sealer;
    this.summary = summary;
    stage.added(item());
  }

  void add(String piece) {
    if (shown() && text.isEmpty()) {
      part("response.content_part.added", "");
    }
    text.append(piece);
    if (shown()) {
      stage.events().add(stage.content("response.reasoning_text.delta"), piece);
    }
    tell(summary.add(piece));
  }

  private boolean shown() {
    return visibility == Visibility.REASONING_SHOWN;
  }

  private void part(String type, String said) {
    stage.events().add(stage.content(type).put("part", Stage.part("reasoning_text", said)));
  }

  private void summaryPart(String type, String said) {
    stage.events().add(stage.summary(type).put("part", Stage.part("summary_text", said)));
  }

  private void tell(String news) {
    if (news.isEmpty()) {
      return;
    }
    if (told.isEmpty()) {
      summaryPart("response.reasoning_summary_part.added", "");
    }
    told.append(news);
    stage.events().add(stage.summary("response.reasoning_summary_text.delta"), news);
  }

  @Override
  public void close(String status) {
    tell(summary.end());
    String thought = text.toString();
    if (shown() && !thought.isEmpty()) {
      stage.events().add(stage.content("response.reasoning_text.done").put("text", thought));
      part("response.content_part.done", thought);
    }
    if (!told.isEmpty()) {
      String said = told.toString();
      stage.events().add(stage.summary("response.reasoning_summary_text.done").put("text", said));
      summaryPart("response.reasoning_summary_part.done", said);
    }
    broken = status.equals("incomplete");
    sealed = Optional.of(sealer.seal(thought));
    stage.done(item());
  }

  @Override
  public void abandon() {
    broken = true;
    sealed = Optional.of(sealer.seal(text.toString()));
  }

  @Override
  public Json.Obj item() {
    Json.Builder item = Json.object().put("id", stage.id()).put("type", "reasoning");
    if (broken) {
      item.put("status", "incomplete");
    }
    item.put("summary", parts("summary_text", told));
    if (shown()) {
      item.put("content", parts("reasoning_text", text));
    }
    sealed.ifPresent(thought -> item.put("encrypted_content", thought));
    return item.build();
  }

  private static Json parts(String type, StringBuilder said) {
    return said.isEmpty() ? Stage.NOTHING : Json.of(List.of(Stage.part(type, said.toString())));
  }
}
