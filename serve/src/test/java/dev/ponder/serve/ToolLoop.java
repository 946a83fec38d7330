package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Content;
import dev.ponder.core.EventSink;
import dev.ponder.core.FinishReason;
import dev.ponder.core.Item;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.ScriptedResponder;
import dev.ponder.core.Usage;
import java.util.ArrayList;
import java.util.List;

/// Thinks, calls the first tool that it may call, and says what came of it and what it remembers to
/// have thought.
final class ToolLoop implements Responder {
  private static final String THOUGHT = "Let me look.";

  @Override
  public void respond(ResponseRequest request, EventSink events) throws Cancelled {
    ScriptedResponder.playing(answer(request)).respond(request, events);
  }

  @Override
  public int inputTokens(ResponseRequest request) {
    return 10 * request.conversation().items().size();
  }

  private List<ResponseEvent> answer(ResponseRequest request) {
    List<ResponseEvent> events = new ArrayList<>();
    events.add(new ResponseEvent.Started(TestServer.NATIVE.version()));
    if (request.maxReasoningTokens().orElse(1) > 0) {
      events.add(new ResponseEvent.ReasoningDelta(THOUGHT));
    }
    Usage usage = new Usage(inputTokens(request), 4, 8, 3);
    List<String> results = results(request);
    if (results.isEmpty() && !request.tools().callable().isEmpty()) {
      events.add(
          new ResponseEvent.ToolCallStarted(
              "call_1", request.tools().callable().getFirst().name()));
      events.add(new ResponseEvent.ToolCallDelta("call_1", "{\"place\":"));
      events.add(new ResponseEvent.ToolCallDelta("call_1", "\"Bonn\"}"));
      events.add(new ResponseEvent.ToolCallEnded("call_1"));
      events.add(new ResponseEvent.Finished(FinishReason.TOOL_CALLS, usage));
    } else {
      events.add(new ResponseEvent.TextDelta("Results: " + results, List.of()));
      events.add(new ResponseEvent.TextDelta(", thoughts: " + thoughts(request), List.of()));
      events.add(new ResponseEvent.Finished(FinishReason.STOP, usage));
    }
    return events;
  }

  private static List<String> results(ResponseRequest request) {
    List<String> results = new ArrayList<>();
    for (Item item : request.conversation().items()) {
      if (item instanceof Item.ToolResult(_, List<Content> content)) {
        results.add(((Content.Text) content.getFirst()).text());
      }
    }
    return results;
  }

  private static List<String> thoughts(ResponseRequest request) {
    List<String> thoughts = new ArrayList<>();
    for (Item item : request.conversation().items()) {
      if (item instanceof Item.Reasoning(String text)) {
        thoughts.add(text);
      }
    }
    return thoughts;
  }
}
