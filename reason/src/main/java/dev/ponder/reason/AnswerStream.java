package dev.ponder.reason;

import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.TokenLogprob;
import dev.ponder.engine.TokenStep.Candidate;
import dev.ponder.engine.TokenStep.Sampled;
import dev.ponder.model.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Turns sampled tokens into the deltas that a client sees: parses them, looks for stop strings in
/// the answer, and hands each answer token's log probability out with the text that it begins.
///
/// Text may be held back twice, by the parser (part of a character, perhaps a mark) and by the stop
/// strings. A token's place is the length of the answer parsed before it; its log probability is
/// due once the released answer is longer than that, and never if the answer is cut there or
/// before.
final class AnswerStream {

  /// A log probability and its place in the answer.
  private record Pending(long place, TokenLogprob logprob) {}

  private final Tokenizer tokenizer;
  private final OutputParser parser;
  private final StopStrings stops;
  private final OptionalInt topLogprobs;
  private final Calls calls;
  private final EventSink events;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private long parsed;
  private long released;
  private int sampled;
  private int reasoning;

  AnswerStream(Tokenizer tokenizer, OutputParser parser, ResponseRequest request, EventSink sink) {
    this.tokenizer = tokenizer;
    this.parser = parser;
    this.stops = new StopStrings(request.sampling().stop());
    this.topLogprobs = request.sampling().topLogprobs();
    this.calls = new Calls(request.tools(), sink);
    this.events = sink;
  }

  /// Passes on what this token completes.
  void accept(Sampled step) throws Cancelled {
    boolean thought = parser.thinking();
    List<OutputEvent> parts = parser.accept(step.token());
    thought |= parser.thinking();
    sampled++;
    if (thought) {
      reasoning++;
      dropUnplaced();
    } else if (topLogprobs.isPresent()) {
      pending.add(new Pending(parsed, logprob(step)));
    }
    pass(parts);
    if (!parser.holding()) {
      dropUnplaced();
    }
  }

  /// Passes on what was held back, once no token follows.
  void end() throws Cancelled {
    pass(parser.end());
    release(stops.end());
  }

  /// Whether a stop string, or the one call that was allowed, ended the answer; nothing more is to
  /// be passed on.
  boolean stopped() {
    return stops.met().isPresent() || calls.exhausted();
  }

  /// The stop string that ended the answer, if one did.
  Optional<String> stopString() {
    return stops.met();
  }

  /// Whether a tool was called.
  boolean called() {
    return calls.made();
  }

  /// Tokens accepted so far.
  int sampledTokens() {
    return sampled;
  }

  /// How many of them were thought, its marks included.
  int reasoningTokens() {
    return reasoning;
  }

  private void pass(List<OutputEvent> parts) throws Cancelled {
    for (OutputEvent part : parts) {
      if (stopped()) {
        return;
      }
      switch (part) {
        case OutputEvent.Thinking(String text) ->
            events.accept(new ResponseEvent.ReasoningDelta(text));
        case OutputEvent.Answer(String text) -> {
          parsed += text.length();
          release(stops.accept(text));
        }
        case OutputEvent.CallStarted(String name) -> {
          release(stops.end());
          calls.start(name);
        }
        case OutputEvent.CallArguments(String text) -> calls.arguments(text);
        case OutputEvent.CallEnded() -> calls.end();
      }
    }
  }

  private void release(String text) throws Cancelled {
    released += text.length();
    List<TokenLogprob> due = new ArrayList<>();
    while (!pending.isEmpty() && pending.getFirst().place() < released) {
      due.add(pending.removeFirst().logprob());
    }
    if (!text.isEmpty()) {
      events.accept(new ResponseEvent.TextDelta(text, due));
    }
  }

  /// Forgets tokens that turned out to be no part of the answer: blanks before a thought, a mark,
  /// the line breaks after it, control tokens.
  private void dropUnplaced() {
    while (!pending.isEmpty() && pending.getLast().place() >= parsed) {
      pending.removeLast();
    }
  }

  private TokenLogprob logprob(Sampled step) {
    List<TokenLogprob> alternatives = new ArrayList<>();
    for (Candidate candidate : step.alternatives()) {
      alternatives.add(logprob(candidate.token(), candidate.logprob(), List.of()));
    }
    return logprob(step.token(), step.logprob(), alternatives);
  }

  private TokenLogprob logprob(int token, float value, List<TokenLogprob> alternatives) {
    // A model may have more logits than its vocabulary has tokens.
    byte[] bytes = token < tokenizer.size() ? tokenizer.bytes(token) : new byte[0];
    List<Integer> unsigned = new ArrayList<>(bytes.length);
    for (byte b : bytes) {
      unsigned.add(b & 0xff);
    }
    return new TokenLogprob(
        new String(bytes, StandardCharsets.UTF_8), unsigned, value, alternatives);
  }
}
