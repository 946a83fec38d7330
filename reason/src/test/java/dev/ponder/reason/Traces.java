package dev.ponder.reason;

import dev.ponder.core.ResponseEvent;
import java.util.ArrayList;
import java.util.List;

/// Events as one line: `think(2+2) answer(4) call(name {};)`, neighbours of one kind joined, the
/// semicolon for the end of the call.
final class Traces {
  private Traces() {}

  static String trace(OutputParser parser, int[] tokens) {
    List<OutputEvent> events = new ArrayList<>();
    for (int token : tokens) {
      events.addAll(parser.accept(token));
    }
    events.addAll(parser.end());
    Line line = new Line();
    for (OutputEvent event : events) {
      switch (event) {
        case OutputEvent.Thinking(String text) -> line.add("think", text);
        case OutputEvent.Answer(String text) -> line.add("answer", text);
        case OutputEvent.CallStarted(String name) -> line.open("call", name + " ");
        case OutputEvent.CallArguments(String text) -> line.add("call", text);
        case OutputEvent.CallEnded() -> line.close();
      }
    }
    return line.text();
  }

  static String trace(List<ResponseEvent> events) {
    Line line = new Line();
    for (ResponseEvent event : events) {
      switch (event) {
        case ResponseEvent.Started(String model) -> line.add("started", model);
        case ResponseEvent.ReasoningDelta(String text) -> line.add("think", text);
        case ResponseEvent.TextDelta(String text, _) -> line.add("answer", text);
        case ResponseEvent.ToolCallStarted(_, String name) -> line.open("call", name + " ");
        case ResponseEvent.ToolCallDelta(_, String arguments) -> line.add("call", arguments);
        case ResponseEvent.ToolCallEnded _ -> line.close();
        case ResponseEvent.Finished(var reason, var usage, _) ->
            line.add(
                reason.name().toLowerCase(java.util.Locale.ROOT),
                "%d+%d %d+%d"
                    .formatted(
                        usage.cachedTokens(),
                        usage.inputTokens() - usage.cachedTokens(),
                        usage.reasoningTokens(),
                        usage.outputTokens() - usage.reasoningTokens()));
        case ResponseEvent.Failed(var problem) -> line.add("failed", problem.kind().name());
      }
    }
    return line.text();
  }

  private static final class Line {
    private final List<String> kinds = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    /// Begins an entry of its own.
    void open(String kind, String text) {
      kinds.add(kind);
      texts.add(text);
    }

    /// Ends the entry: one that stays open shows it.
    void close() {
      texts.set(texts.size() - 1, texts.getLast() + ";");
    }

    void add(String kind, String text) {
      if (!kinds.isEmpty() && kinds.getLast().equals(kind)) {
        texts.set(texts.size() - 1, texts.getLast() + text);
      } else {
        kinds.add(kind);
        texts.add(text);
      }
    }

    String text() {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < kinds.size(); i++) {
        parts.add(kinds.get(i) + "(" + texts.get(i).replace("\n", "\\n") + ")");
      }
      return String.join(" ", parts);
    }
  }
}
