package dev.ponder.app;

import dev.ponder.core.EventSink;
import dev.ponder.core.ResponseEvent;
import java.io.PrintWriter;

/// Prints an answer as it comes.
///
/// On a terminal the thought is dimmed (or, without colours, stands between `<think>` and
/// `</think>`) and the answer follows plain. Elsewhere only the answer goes to the output, where a
/// script wants nothing else, and the thought to the error stream.
final class AnswerPrinter implements EventSink {
  private enum Part {
    NOTHING,
    THOUGHT,
    ANSWER
  }

  private final PrintWriter thoughts;
  private final PrintWriter answers;
  private final String before;
  private final String after;
  private final Answer answer = new Answer();
  private Part part = Part.NOTHING;

  private AnswerPrinter(PrintWriter thoughts, PrintWriter answers, String before, String after) {
    this.thoughts = thoughts;
    this.answers = answers;
    this.before = before;
    this.after = after;
  }

  /// One for a single answer.
  static AnswerPrinter on(Console console) {
    PrintWriter out = console.out();
    if (console.colours()) {
      return new AnswerPrinter(out, out, "\u001b[2m", "\u001b[0m\n\n");
    }
    if (console.isTerminal(Console.Channel.OUT)) {
      return new AnswerPrinter(out, out, "<think>\n", "\n</think>\n\n");
    }
    return new AnswerPrinter(console.err(), out, "", "\n");
  }

  Answer answer() {
    return answer;
  }

  @Override
  public void accept(ResponseEvent event) {
    answer.accept(event);
    switch (event) {
      case ResponseEvent.ReasoningDelta(String delta) -> print(Part.THOUGHT, delta);
      case ResponseEvent.TextDelta delta -> print(Part.ANSWER, delta.text());
      case ResponseEvent.Finished _, ResponseEvent.Failed _ -> end();
      case ResponseEvent.Started _,
          ResponseEvent.ToolCallStarted _,
          ResponseEvent.ToolCallDelta _,
          ResponseEvent.ToolCallEnded _ -> {}
    }
  }

  /// Leaves the terminal as it was, on a fresh line. Idempotent.
  void end() {
    enter(Part.NOTHING);
  }

  private void print(Part next, String delta) {
    if (delta.isEmpty()) {
      return;
    }
    enter(next);
    PrintWriter writer = next == Part.THOUGHT ? thoughts : answers;
    writer.print(delta);
    writer.flush();
  }

  private void enter(Part next) {
    if (next == part) {
      return;
    }
    switch (part) {
      case THOUGHT -> thoughts.print(after);
      case ANSWER -> answers.println();
      case NOTHING -> {}
    }
    if (next == Part.THOUGHT) {
      thoughts.print(before);
    }
    part = next;
    thoughts.flush();
    answers.flush();
  }
}
