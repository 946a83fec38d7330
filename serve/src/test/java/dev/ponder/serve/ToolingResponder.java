package dev.ponder.serve;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Content;
import dev.ponder.core.EventSink;
import dev.ponder.core.FinishReason;
import dev.ponder.core.Item;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Usage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Thinks, calls the first tool it is offered until it has a result, then says the result.
final class ToolingResponder implements Responder {
  final List<ResponseRequest> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();

  @Override
  public void respond(ResponseRequest request, EventSink events) throws Cancelled {
    requests.add(request);
    events.accept(new ResponseEvent.Started(TestServer.NATIVE.version()));
    events.accept(new ResponseEvent.ReasoningDelta("I had better "));
    events.accept(new ResponseEvent.ReasoningDelta("look."));
    boolean call =
        !request.tools().offered().isEmpty()
            && !(request.conversation().items().getLast() instanceof Item.ToolResult);
    if (call) {
      String id = "call_" + calls.incrementAndGet();
      events.accept(
          new ResponseEvent.ToolCallStarted(id, request.tools().offered().getFirst().name()));
      events.accept(new ResponseEvent.ToolCallDelta(id, "{\"city\":"));
      events.accept(new ResponseEvent.ToolCallDelta(id, "\"Paris\"}"));
      events.accept(new ResponseEvent.ToolCallEnded(id));
    } else {
      for (String word : said(request).split("(?= )")) {
        events.accept(new ResponseEvent.TextDelta(word, List.of()));
      }
    }
    FinishReason reason = call ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    events.accept(new ResponseEvent.Finished(reason, new Usage(11, 3, 7, 2)));
  }

  @Override
  public int inputTokens(ResponseRequest request) {
    return request.conversation().items().size() * 100;
  }

  private static String said(ResponseRequest request) {
    return switch (request.conversation().items().getLast()) {
      case Item.ToolResult(_, List<Content> content) -> "It says: " + text(content);
      case Item.Message(_, List<Content> content) -> "You said: " + text(content);
      case Item.Reasoning _, Item.ToolCall _ -> "Hm.";
    };
  }

  private static String text(List<Content> content) {
    return content.getFirst() instanceof Content.Text(String text) ? text : "";
  }
}
