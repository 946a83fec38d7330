package dev.ponder.serve;

/// Carries an answer that no [dev.ponder.core.Problem] alone expresses up to where it is sent.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Answer answer;

  Refusal(Answer answer) {
    // Expected outcomes need no stack trace.
    super(answer.body(), null, false, false);
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }
}
