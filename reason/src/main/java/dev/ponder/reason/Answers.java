package dev.ponder.reason;

import dev.ponder.core.AnswerFormat;

/// Reads an answer, what a model writes once it has thought: words, and in some families' markup
/// calls.
interface Answers {

  /// Reads on. Marks in the text are symbols, see [Marks].
  void accept(String text, EventWriter out);

  /// No more text follows here: what was held back is decided.
  void end(EventWriter out);

  /// Whether text is held back that may still be said.
  boolean holding();

  /// Whether what comes next is kept to the letter: a call, or an answer that has a format.
  boolean exact();

  /// Words only, or an answer that has a format; marks have no meaning.
  static Answers plain(Marks marks, PromptRequest request) {
    boolean exact = formatted(request);
    return new Answers() {
      @Override
      public void accept(String text, EventWriter out) {
        out.say(marks.visible(text));
      }

      @Override
      public void end(EventWriter out) {}

      @Override
      public boolean exact() {
        return exact;
      }

      @Override
      public boolean holding() {
        return false;
      }
    };
  }

  /// What stands outside the marks of calls: words, in which calls may be that lack their marks; or
  /// an answer that has a format, in which they cannot.
  static Answers besideMarks(Marks marks, PromptRequest request) {
    return formatted(request) ? plain(marks, request) : LineCalls.of(marks, request);
  }

  static boolean formatted(PromptRequest request) {
    return !(request.format() instanceof AnswerFormat.Text);
  }
}
