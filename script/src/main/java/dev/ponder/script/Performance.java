package dev.ponder.script;

import dev.ponder.core.FinishReason;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.TokenLogprob;
import dev.ponder.core.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One answer as events, a token each, as far as its limit goes.
final class Performance {
  private final Scene scene;
  private final int limit;
  private final List<ResponseEvent> events = new ArrayList<>();
  private int tokens;
  private int thoughts;
  private boolean cut;
  private FinishReason finish = FinishReason.STOP;
  private Optional<String> stop = Optional.empty();

  /// @param limit most tokens
  Performance(Scene scene, int limit) {
    this.scene = scene;
    this.limit = limit;
  }

  void start(String version) {
    events.add(new ResponseEvent.Started(version));
  }

  void play(Spoken spoken) {
    List<String> thought = Words.of(spoken.thought());
    int most = scene.request().maxReasoningTokens().orElse(thought.size());
    for (String word : thought.subList(0, Math.min(most, thought.size()))) {
      if (room()) {
        thoughts++;
        events.add(new ResponseEvent.ReasoningDelta(word));
      }
    }
    for (String word : Words.of(spoken.text())) {
      if (room()) {
        events.add(new ResponseEvent.TextDelta(word, logprobs(word)));
      }
    }
    spoken.calls().forEach(this::call);
    stop = spoken.stop();
    FinishReason usual = spoken.calls().isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
    finish = spoken.finish().orElse(usual);
  }

  private void call(Spoken.Made call) {
    if (!room()) {
      return;
    }
    String id = "call_" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    events.add(new ResponseEvent.ToolCallStarted(id, call.tool().name()));
    for (String word : Words.of(call.arguments())) {
      if (room()) {
        events.add(new ResponseEvent.ToolCallDelta(id, word));
      }
    }
    events.add(new ResponseEvent.ToolCallEnded(id));
  }

  /// Takes a token, if there is one left.
  private boolean room() {
    cut |= tokens == limit;
    if (!cut) {
      tokens++;
    }
    return !cut;
  }

  private List<TokenLogprob> logprobs(String word) {
    if (scene.request().sampling().topLogprobs().isEmpty()) {
      return List.of();
    }
    List<Integer> bytes = new ArrayList<>();
    for (byte each : word.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(Byte.toUnsignedInt(each));
    }
    TokenLogprob token = new TokenLogprob(word, bytes, 0, List.of());
    boolean rivals = scene.request().sampling().topLogprobs().getAsInt() > 0;
    return List.of(new TokenLogprob(word, bytes, 0, rivals ? List.of(token) : List.of()));
  }

  /// The events, to their good end.
  List<ResponseEvent> finished() {
    Usage usage = new Usage(scene.inputTokens(), 0, tokens, thoughts);
    events.add(
        cut
            ? new ResponseEvent.Finished(FinishReason.LENGTH, usage)
            : new ResponseEvent.Finished(finish, usage, stop));
    return events;
  }

  /// The events, broken off by that problem.
  List<ResponseEvent> broken(Problem problem) {
    events.add(new ResponseEvent.Failed(problem));
    return events;
  }
}
