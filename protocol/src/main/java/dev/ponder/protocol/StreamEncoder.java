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
  private final Map<Integer, List<String>> calls = new HashMap<>();
  private String head;
  private boolean failed;

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
    List<String> ids = calls.computeIfAbsent(choice, _ -> new ArrayList<>());
    open(choice);
    chunk.append("\"tool_calls\":[{\"index\":").append(ids.size()).append(",\"id\":");
    Json.quote(id, chunk);
    chunk.append(",\"type\":\"function\",\"function\":{\"name\":");
    Json.quote(name, chunk);
    chunk.append(",\"arguments\":\"\"}}]");
    ids.add(id);
    return close("null", "null");
  }

  private List<String> arguments(int choice, String id, String arguments) {
    if (arguments.isEmpty()) {
      return List.of();
    }
    int index = calls.getOrDefault(choice, List.of()).indexOf(id);
    open(choice);
    chunk.append("\"tool_calls\":[{\"index\":").append(index);
    chunk.append(",\"function\":{\"arguments\":");
    Json.quote(arguments, chunk);
    chunk.append("}}]");
    return close("null", "null");
  }

  private List<String> finished(int choice, ResponseEvent.Finished finished) {
    usages.put(choice, finished.usage());
    open(choice);
    return close("null", "\"" + Envelope.finishReason(finished.reason()) + "\"");
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
