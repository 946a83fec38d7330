package dev.ponder.protocol.anthropic;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.protocol.WireEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes each event as the stream events of the API, whose names are their `type`, always the
/// first member. Deltas, of which there is one per token, are put together without a tree.
final class StreamEncoder implements WireEncoder {
  private static final String PING = "{\"type\":\"ping\"}";
  private static final String STOP = "{\"type\":\"message_stop\"}";

  private final Envelope envelope;
  private final Blocks blocks;
  private final StringBuilder delta = new StringBuilder(256);
  private boolean failed;

  StreamEncoder(Envelope envelope, Blocks blocks) {
    this.envelope = envelope;
    this.blocks = blocks;
  }

  @Override
  public List<String> encode(int choice, ResponseEvent event) {
    if (failed) {
      return List.of();
    }
    List<String> data = new ArrayList<>();
    if (event instanceof ResponseEvent.Started) {
      data.add(started());
    }
    blocks.accept(event).forEach(each -> write(each, data));
    switch (event) {
      case ResponseEvent.Finished finished -> data.add(envelope.ending(finished).build().text());
      case ResponseEvent.Failed(Problem problem) -> {
        failed = true;
        data.add(MessagesErrors.body(problem, envelope.origin().requestId()));
      }
      case ResponseEvent.Started _,
          ResponseEvent.ReasoningDelta _,
          ResponseEvent.TextDelta _,
          ResponseEvent.ToolCallStarted _,
          ResponseEvent.ToolCallDelta _,
          ResponseEvent.ToolCallEnded _ -> {}
    }
    return data;
  }

  @Override
  public List<String> end() {
    return failed ? List.of() : List.of(STOP);
  }

  private String started() {
    return Json.object()
        .put("type", "message_start")
        .put("message", envelope.message(List.of(), Optional.empty()))
        .build()
        .text();
  }

  private void write(BlockEvent event, List<String> data) {
    switch (event) {
      case BlockEvent.Opened(int index, BlockEvent.Block block) -> {
        data.add(opened(index, block));
        if (index == 0) {
          data.add(PING);
        }
      }
      case BlockEvent.Text(int index, String text) ->
          data.add(delta(index, "text_delta", "text", text));
      case BlockEvent.Thought(int index, String text) ->
          data.add(delta(index, "thinking_delta", "thinking", text));
      case BlockEvent.Input(int index, String json) ->
          data.add(delta(index, "input_json_delta", "partial_json", json));
      case BlockEvent.Signature(int index, String sealed) ->
          data.add(delta(index, "signature_delta", "signature", sealed));
      case BlockEvent.Closed(int index) ->
          data.add("{\"type\":\"content_block_stop\",\"index\":" + index + "}");
    }
  }

  private static String opened(int index, BlockEvent.Block block) {
    return Json.object()
        .put("type", "content_block_start")
        .put("index", index)
        .put("content_block", BlockJson.opening(block))
        .build()
        .text();
  }

  private String delta(int index, String type, String member, String text) {
    delta.setLength(0);
    delta
        .append("{\"type\":\"content_block_delta\",\"index\":")
        .append(index)
        .append(",\"delta\":{\"type\":\"")
        .append(type)
        .append("\",\"")
        .append(member)
        .append("\":");
    Json.quote(text, delta);
    return delta.append("}}").toString();
  }
}
