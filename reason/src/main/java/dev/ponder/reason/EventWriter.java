package dev.ponder.reason;

import java.util.ArrayList;
import java.util.List;

/// Collects the events of an answer. Where calls may follow, blank text is held back until it is
/// known to stand between words: around calls it is markup.
final class EventWriter {

  /// Whether a call may follow what is said.
  enum Calls {
    NEVER,
    POSSIBLE
  }

  private final Calls calls;
  private final StringBuilder blanks = new StringBuilder();
  private List<OutputEvent> events = new ArrayList<>(1);
  private boolean afterCall;

  EventWriter(Calls calls) {
    this.calls = calls;
  }

  void think(String text) {
    if (!text.isEmpty()) {
      events.add(new OutputEvent.Thinking(text));
    }
  }

  void say(String text) {
    switch (calls) {
      case NEVER -> answer(text);
      case POSSIBLE -> {
        int from = afterCall ? blankFrom(text) : 0;
        int to = blankTo(text);
        if (from < to) {
          answer(blanks + text.substring(from, to));
          blanks.setLength(0);
          afterCall = false;
        }
        if (!afterCall) {
          blanks.append(text, to, text.length());
        }
      }
    }
  }

  void startCall(String name) {
    blanks.setLength(0);
    events.add(new OutputEvent.CallStarted(name));
  }

  void arguments(String text) {
    if (!text.isEmpty()) {
      events.add(new OutputEvent.CallArguments(text));
    }
  }

  void endCall() {
    events.add(new OutputEvent.CallEnded());
    afterCall = true;
  }

  void call(String name, String arguments) {
    startCall(name);
    arguments(arguments);
    endCall();
  }

  /// Nothing follows: what was held back was part of the answer.
  void close() {
    answer(blanks.toString());
    blanks.setLength(0);
  }

  boolean holding() {
    return !blanks.isEmpty();
  }

  /// The events since the last time.
  List<OutputEvent> drain() {
    List<OutputEvent> drained = events;
    events = new ArrayList<>(1);
    return drained;
  }

  private void answer(String text) {
    if (!text.isEmpty()) {
      events.add(new OutputEvent.Answer(text));
    }
  }

  private static int blankFrom(String text) {
    int from = 0;
    while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    return from;
  }

  private static int blankTo(String text) {
    int to = text.length();
    while (to > 0 && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return to;
  }
}
