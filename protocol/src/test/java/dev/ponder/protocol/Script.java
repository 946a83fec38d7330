package dev.ponder.protocol;

import dev.ponder.core.FinishReason;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.TokenLogprob;
import dev.ponder.core.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Events in a short notation: `started(tiny@1) think(2+2) say(4) stop(5 0 7 3)`. The four numbers
/// are input, cached, output and reasoning tokens. `1:say(…)` belongs to choice 1, `token(4 -0.5 5
/// -2)` says `4` with its log probability and a rival's, `\n`, `\u2028` and so on are escapes. A
/// call is `call(id name) arguments(id {) called(id)`.
public final class Script {
  private static final Pattern EVENT = Pattern.compile("(?:(\\d+):)?(\\w+)\\(([^()]*)\\)");

  /// An event of a choice.
  public record Step(int choice, ResponseEvent event) {}

  private Script() {}

  /// The events of that text.
  public static List<Step> parse(String text) {
    return EVENT.matcher(text).results().map(Script::step).toList();
  }

  private static Step step(MatchResult match) {
    int choice = match.group(1) == null ? 0 : Integer.parseInt(match.group(1));
    return new Step(choice, event(match.group(2), match.group(3).translateEscapes()));
  }

  private static ResponseEvent event(String verb, String said) {
    return switch (verb) {
      case "started" -> new ResponseEvent.Started(said);
      case "think" -> new ResponseEvent.ReasoningDelta(said);
      case "say" -> new ResponseEvent.TextDelta(said, List.of());
      case "token" -> token(said.split(" "));
      case "call" ->
          new ResponseEvent.ToolCallStarted(said.split(" ", 2)[0], said.split(" ", 2)[1]);
      case "arguments" ->
          new ResponseEvent.ToolCallDelta(said.split(" ", 2)[0], said.split(" ", 2)[1]);
      case "called" -> new ResponseEvent.ToolCallEnded(said);
      case "tool_calls" ->
          new ResponseEvent.Finished(FinishReason.TOOL_CALLS, usage(said.split(" ")));
      case "stop" -> new ResponseEvent.Finished(FinishReason.STOP, usage(said.split(" ")));
      case "length" -> new ResponseEvent.Finished(FinishReason.LENGTH, usage(said.split(" ")));
      case "fail" -> new ResponseEvent.Failed(Problem.of(Problem.Kind.INTERNAL, said));
      default -> throw new IllegalArgumentException(verb);
    };
  }

  private static ResponseEvent token(String[] words) {
    List<TokenLogprob> rivals = new ArrayList<>();
    for (int i = 2; i < words.length; i += 2) {
      rivals.add(logprob(words[i], words[i + 1], List.of()));
    }
    return new ResponseEvent.TextDelta(words[0], List.of(logprob(words[0], words[1], rivals)));
  }

  private static TokenLogprob logprob(String text, String value, List<TokenLogprob> rivals) {
    List<Integer> bytes = new ArrayList<>();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(Byte.toUnsignedInt(b));
    }
    return new TokenLogprob(text, bytes, Double.parseDouble(value), rivals);
  }

  private static Usage usage(String[] counts) {
    return new Usage(
        Integer.parseInt(counts[0]),
        Integer.parseInt(counts[1]),
        Integer.parseInt(counts[2]),
        Integer.parseInt(counts[3]));
  }
}
