package dev.ponder.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A responder that plays written events instead of asking a model: for tests of everything above
/// the seam, and for demonstrations without a model file.
public final class ScriptedResponder implements Responder {
  private final Function<ResponseRequest, ? extends Iterable<ResponseEvent>> script;

  /// @param script makes the events for a request; they are drawn one at a time, so an iterable may
  ///   block or go on forever
  public ScriptedResponder(Function<ResponseRequest, ? extends Iterable<ResponseEvent>> script) {
    this.script = script;
  }

  /// Plays the same events for every request.
  public static ScriptedResponder playing(List<ResponseEvent> events) {
    List<ResponseEvent> copy = List.copyOf(events);
    return new ScriptedResponder(_ -> copy);
  }

  /// Thinks for a moment, then says the last user message back. Every word counts as a token.
  ///
  /// @param model the exact version it claims to be
  public static ScriptedResponder echo(String model) {
    return new ScriptedResponder(request -> echoed(model, request));
  }

  @Override
  public void respond(ResponseRequest request, EventSink events) throws Cancelled {
    for (ResponseEvent event : script.apply(request)) {
      if (Thread.interrupted()) {
        throw new Cancelled("interrupted");
      }
      events.accept(event);
    }
  }

  /// Every word of what was said counts as a token.
  @Override
  public int inputTokens(ResponseRequest request) {
    return inputTokens(request.conversation());
  }

  private static List<ResponseEvent> echoed(String model, ResponseRequest request) {
    List<String> thought = words("The user wants to hear this again.");
    List<String> answer = words(lastUserText(request.conversation()));
    int limit = request.maxOutputTokens().orElse(Integer.MAX_VALUE);
    int reasoning = Math.min(thought.size(), limit);
    int output = Math.min(thought.size() + answer.size(), limit);

    List<ResponseEvent> events = new ArrayList<>();
    events.add(new ResponseEvent.Started(model));
    for (String word : thought.subList(0, reasoning)) {
      events.add(new ResponseEvent.ReasoningDelta(word));
    }
    for (String word : answer.subList(0, output - reasoning)) {
      events.add(new ResponseEvent.TextDelta(word, logprobs(word, request.sampling())));
    }
    FinishReason reason =
        output < thought.size() + answer.size() ? FinishReason.LENGTH : FinishReason.STOP;
    Usage usage = new Usage(inputTokens(request.conversation()), 0, output, reasoning);
    events.add(new ResponseEvent.Finished(reason, usage));
    return events;
  }

  private static List<TokenLogprob> logprobs(String word, Sampling sampling) {
    if (sampling.topLogprobs().isEmpty()) {
      return List.of();
    }
    List<Integer> bytes = new ArrayList<>();
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(Byte.toUnsignedInt(b));
    }
    TokenLogprob token = new TokenLogprob(word, bytes, 0, List.of());
    boolean rivals = sampling.topLogprobs().getAsInt() > 0;
    return List.of(new TokenLogprob(word, bytes, 0, rivals ? List.of(token) : List.of()));
  }

  private static int inputTokens(Conversation conversation) {
    int count = 0;
    for (Item item : conversation.items()) {
      count += words(item.text()).size();
    }
    return count;
  }

  private static String lastUserText(Conversation conversation) {
    for (Item item : conversation.items().reversed()) {
      if (item instanceof Item.Message(Role role, List<Content> _) && role == Role.USER) {
        return item.text();
      }
    }
    return "";
  }

  /// Words with the spaces before them, so that joined they are the text again.
  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\S)(?=\\s)"));
  }
}
