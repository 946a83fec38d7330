package dev.ponder.protocol;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.TokenLogprob;
import dev.ponder.core.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes each event as a `chat.completion.chunk`. Runs once per token, so everything that chunks
/// share is written once per request and a chunk is put together without a tree.
///
/// A chunk is: head, `[{"index":N,"delta":{`, members, `},"logprobs":L,"finish_reason":F}]`, tail.
final class StreamEncoder implements WireEncoder {
  private static final String DONE = "[DONE]";

  /// Chunks are padded to a multiple of this many bytes.
  private static final int PAD_BYTES = 64;

  private static final String PADDING = "x".repeat(PAD_BYTES);

  private final Envelope envelope;
  private final ChatRequest.Delivery.Stream delivery;
  private final String tail;
  private final StringBuilder chunk = new StringBuilder(512);
  private final SortedMap<Integer, Usage> usages = new TreeMap<>();
  private final Map<Integer, List<Call>> calls = new HashMap<>();
  private String head;
  private boolean failed;

  /// A call that was begun, and its place among those of its choice.
  private record Call(String id, int index, Form form) {}

  /// How a call is told.
  private enum Form {
    FUNCTION("function", "arguments", "}}]"),
    CUSTOM("custom", "input", "}}]"),
    FUNCTION_CALL("", "arguments", "}");

    private final String type;
    private final String text;
    private final String end;

    Form(String type, String text, String end) {
      this.type = type;
      this.text = text;
      this.end = end;
    }
  }

  StreamEncoder(Envelope envelope, ChatRequest.Delivery.Stream delivery) {
    this.envelope = envelope;
    this.delivery = delivery;
    this.tail = delivery.usage() ? ",\"usage\":null" : "";
    this.head = head(envelope.model().version());
  }

  @Override
  public List<String> encode(int choice, ResponseEvent event) {
    if (failed) {
      return List.of();
    }
    return switch (event) {
      case ResponseEvent.Started(String model) -> started(choice, model);
      case ResponseEvent.ReasoningDelta(String text) -> reasoning(choice, text);
      case ResponseEvent.TextDelta(String text, List<TokenLogprob> logprobs) ->
          text(choice, text, logprobs);
      case ResponseEvent.ToolCallStarted(String id, String name) -> called(choice, id, name);
      case ResponseEvent.ToolCallDelta(String id, String arguments) ->
          arguments(choice, id, arguments);
      case ResponseEvent.ToolCallEnded _ -> List.of();
      case ResponseEvent.Finished finished -> finished(choice, finished);
      case ResponseEvent.Failed(Problem problem) -> {
        failed = true;
        yield List.of(Errors.body(problem));
      }
    };
  }

  @Override
  public List<String> end() {
    if (failed) {
      return List.of();
    }
    return delivery.usage() ? List.of(usageChunk(), DONE) : List.of(DONE);
  }

  private List<String> started(int choice, String model) {
    head = head(model);
    open(choice);
    chunk.append("\"role\":\"assistant\",\"content\":\"\",\"refusal\":null");
    return close("null", "null");
  }

  private List<String> reasoning(int choice, String text) {
    if (text.isEmpty() || !envelope.showsReasoning()) {
      return List.of();
    }
    open(choice);
    chunk.append("\"reasoning\":");
    Json.quote(text, chunk);
    chunk.append(",\"reasoning_content\":");
    Json.quote(text, chunk);
    return close("null", "null");
  }

  private List<String> text(int choice, String text, List<TokenLogprob> logprobs) {
    boolean reported = envelope.wantsLogprobs() && !logprobs.isEmpty();
    if (text.isEmpty() && !reported) {
      return List.of();
    }
    open(choice);
    chunk.append("\"content\":");
    Json.quote(text, chunk);
    return close(reported ? Envelope.logprobs(logprobs).text() : "null", "null");
  }

  private List<String> called(int choice, String id, String name) {
    List<Call> made = calls.computeIfAbsent(choice, _ -> new ArrayList<>());
    Form form = form(name);
    Call call = new Call(id, made.size(), form);
    made.add(call);
    open(choice);
    switch (form) {
      case FUNCTION_CALL -> chunk.append("\"function_call\":{\"name\":");
      case FUNCTION, CUSTOM -> {
        chunk.append("\"tool_calls\":[{\"index\":").append(call.index).append(",\"id\":");
        Json.quote(id, chunk);
        chunk.append(",\"type\":\"").append(form.type).append("\",\"").append(form.type);
        chunk.append("\":{\"name\":");
      }
    }
    Json.quote(name, chunk);
    chunk.append(",\"").append(form.text).append("\":\"\"").append(form.end);
    return close("null", "null");
  }

  private Form form(String tool) {
    return switch (envelope.calling()) {
      case FUNCTION_CALL -> Form.FUNCTION_CALL;
      case TOOL_CALLS -> envelope.isCustom(tool) ? Form.CUSTOM : Form.FUNCTION;
    };
  }

  private List<String> arguments(int choice, String id, String arguments) {
    if (arguments.isEmpty()) {
      return List.of();
    }
    Call call =
        calls.getOrDefault(choice, List.of()).stream()
            .filter(each -> each.id.equals(id))
            .findFirst()
            .orElseThrow();
    open(choice);
    switch (call.form) {
      case FUNCTION_CALL -> chunk.append("\"function_call\":{\"");
      case FUNCTION, CUSTOM -> {
        chunk.append("\"tool_calls\":[{\"index\":").append(call.index);
        chunk.append(",\"").append(call.form.type).append("\":{\"");
      }
    }
    chunk.append(call.form.text).append("\":");
    Json.quote(arguments, chunk);
    chunk.append(call.form.end);
    return close("null", "null");
  }

  private List<String> finished(int choice, ResponseEvent.Finished finished) {
    usages.put(choice, finished.usage());
    open(choice);
    return close("null", "\"" + envelope.finishReason(finished.reason()) + "\"");
  }

  private String head(String version) {
    String opening = envelope.opening("chat.completion.chunk", version).build().text();
    return opening.substring(0, opening.length() - 1) + ",\"choices\":[";
  }

  private void open(int choice) {
    chunk.setLength(0);
    chunk.append(head).append("{\"index\":").append(choice).append(",\"delta\":{");
  }

  private List<String> close(String logprobs, String finishReason) {
    chunk.append("},\"logprobs\":").append(logprobs);
    chunk.append(",\"finish_reason\":").append(finishReason).append("}]").append(tail);
    if (delivery.obfuscation()) {
      pad();
    }
    return List.of(chunk.append('}').toString());
  }

  /// The filler need not be random: what it hides is a length, behind TLS.
  private void pad() {
    chunk.append(",\"obfuscation\":\"");
    int bytes = chunk.toString().getBytes(StandardCharsets.UTF_8).length + "\"}".length();
    chunk.append(PADDING, 0, PAD_BYTES - bytes % PAD_BYTES).append('"');
  }

  private String usageChunk() {
    List<Usage> all = List.copyOf(usages.values());
    return head + "],\"usage\":" + Envelope.usage(all).text() + "}";
  }
}
