package dev.ponder.protocol.anthropic;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.protocol.WireEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers the events of an answer into one message.
final class WholeEncoder implements WireEncoder {
  private final Envelope envelope;
  private final Blocks blocks;
  private final List<Json> content = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String signature = "";
  private BlockEvent.Block open = new BlockEvent.Block.Text();
  private Optional<ResponseEvent.Finished> ending = Optional.empty();
  private Optional<Problem> failure = Optional.empty();

  WholeEncoder(Envelope envelope, Blocks blocks) {
    this.envelope = envelope;
    this.blocks = blocks;
  }

  @Override
  public List<String> encode(int choice, ResponseEvent event) {
    blocks.accept(event).forEach(this::fold);
    switch (event) {
      case ResponseEvent.Finished finished -> ending = Optional.of(finished);
      case ResponseEvent.Failed(Problem problem) -> failure = Optional.of(problem);
      case ResponseEvent.Started _,
          ResponseEvent.ReasoningDelta _,
          ResponseEvent.TextDelta _,
          ResponseEvent.ToolCallStarted _,
          ResponseEvent.ToolCallDelta _,
          ResponseEvent.ToolCallEnded _ -> {}
    }
    return List.of();
  }

  private void fold(BlockEvent event) {
    switch (event) {
      case BlockEvent.Opened(_, BlockEvent.Block block) -> open = block;
      case BlockEvent.Text(_, String more) -> text.append(more);
      case BlockEvent.Thought(_, String more) -> text.append(more);
      case BlockEvent.Input(_, String more) -> text.append(more);
      case BlockEvent.Signature(_, String sealed) -> signature = sealed;
      case BlockEvent.Closed _ -> {
        content.add(block());
        text.setLength(0);
      }
    }
  }

  private Json block() {
    return switch (open) {
      case BlockEvent.Block.Thinking() -> BlockJson.thinking(text.toString(), signature);
      case BlockEvent.Block.Text() -> BlockJson.text(text.toString());
      case BlockEvent.Block.ToolUse use -> BlockJson.toolUse(use, BlockJson.input(text.toString()));
    };
  }

  @Override
  public List<String> end() {
    failure.ifPresent(problem -> {
      throw problem.exception();
    });
    return List.of(envelope.message(content, Optional.of(ending.orElseThrow())).text());
  }
}
