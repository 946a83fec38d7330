package dev.ponder.reason;

/// Reads an answer, what a model writes once it has thought: words, and in some families' markup
/// calls.
interface Answers {

  /// Reads on. Marks in the text are symbols, see [Marks].
  void accept(String text, EventWriter out);

  /// No more text follows here: what was held back is decided.
  void end(EventWriter out);

  /// Whether text is held back that may still be said.
  boolean holding();

  /// Words only; marks have no meaning.
  static Answers plain(Marks marks) {
    return new Answers() {
      @Override
      public void accept(String text, EventWriter out) {
        out.say(marks.visible(text));
      }

      @Override
      public void end(EventWriter out) {}

      @Override
      public boolean holding() {
        return false;
      }
    };
  }
}
