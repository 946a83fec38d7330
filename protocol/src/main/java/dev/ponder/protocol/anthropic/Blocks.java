package dev.ponder.protocol.anthropic;

import dev.ponder.core.ResponseEvent;
import dev.ponder.protocol.Sealer;
import dev.ponder.protocol.anthropic.MessagesRequest.Thoughts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Puts the events of an answer into content blocks, one after the other: each is opened, filled
/// and closed before the next. What comes while a call is being written and does not belong to it
/// waits for its end.
final class Blocks {
  private final Thoughts thoughts;
  private final Sealer sealer;
  private final StringBuilder thought = new StringBuilder();
  private final Deque<ResponseEvent> waiting = new ArrayDeque<>();
  private List<BlockEvent> events = new ArrayList<>();
  private Optional<BlockEvent.Block> open = Optional.empty();

  /// The id of the call in the open block, in the words of the responder; empty for no call.
  private String call = "";

  private int next;

  Blocks(Thoughts thoughts, Sealer sealer) {
    this.thoughts = thoughts;
    this.sealer = sealer;
  }

  /// What that event does to the blocks.
  List<BlockEvent> accept(ResponseEvent event) {
    take(event);
    List<BlockEvent> taken = events;
    events = new ArrayList<>();
    return taken;
  }

  private void take(ResponseEvent event) {
    if (mustWait(event)) {
      waiting.add(event);
      return;
    }
    switch (event) {
      case ResponseEvent.ReasoningDelta(String text) -> think(text);
      case ResponseEvent.TextDelta(String text, _) -> say(text);
      case ResponseEvent.ToolCallStarted(String id, String name) -> {
        open(new BlockEvent.Block.ToolUse(toolId(id), name));
        call = id;
      }
      case ResponseEvent.ToolCallDelta(String id, String arguments) -> {
        if (id.equals(call) && !arguments.isEmpty()) {
          events.add(new BlockEvent.Input(index(), arguments));
        }
      }
      case ResponseEvent.ToolCallEnded(String id) -> {
        if (id.equals(call)) {
          close();
          takeWaiting();
        }
      }
      case ResponseEvent.Finished _ -> {
        close();
        while (!waiting.isEmpty()) {
          takeWaiting();
          close();
        }
      }
      case ResponseEvent.Started _, ResponseEvent.Failed _ -> {}
    }
  }

  private boolean mustWait(ResponseEvent event) {
    return !call.isEmpty()
        && switch (event) {
          case ResponseEvent.ToolCallDelta(String id, _) -> !id.equals(call);
          case ResponseEvent.ToolCallEnded(String id) -> !id.equals(call);
          case ResponseEvent.ReasoningDelta _,
              ResponseEvent.TextDelta _,
              ResponseEvent.ToolCallStarted _ ->
              true;
          case ResponseEvent.Started _, ResponseEvent.Finished _, ResponseEvent.Failed _ -> false;
        };
  }

  private void takeWaiting() {
    List<ResponseEvent> again = List.copyOf(waiting);
    waiting.clear();
    again.forEach(this::take);
  }

  private void think(String text) {
    if (text.isEmpty() || thoughts == Thoughts.LEFT_OUT) {
      return;
    }
    ensure(new BlockEvent.Block.Thinking());
    thought.append(text);
    if (thoughts == Thoughts.SHOWN) {
      events.add(new BlockEvent.Thought(index(), text));
    }
  }

  private void say(String text) {
    if (!text.isEmpty()) {
      ensure(new BlockEvent.Block.Text());
      events.add(new BlockEvent.Text(index(), text));
    }
  }

  private void ensure(BlockEvent.Block block) {
    if (!open.equals(Optional.of(block))) {
      open(block);
    }
  }

  private void open(BlockEvent.Block block) {
    close();
    open = Optional.of(block);
    events.add(new BlockEvent.Opened(next++, block));
  }

  private void close() {
    if (open.isEmpty()) {
      return;
    }
    if (open.get() instanceof BlockEvent.Block.Thinking) {
      events.add(new BlockEvent.Signature(index(), sealer.seal(thought.toString())));
      thought.setLength(0);
    }
    events.add(new BlockEvent.Closed(index()));
    open = Optional.empty();
    call = "";
  }

  private int index() {
    return next - 1;
  }

  /// Ids of calls look like Anthropic's, for clients that check.
  private static String toolId(String id) {
    return "toolu_" + (id.startsWith("call_") ? id.substring("call_".length()) : id);
  }
}
