package dev.ponder.learn.grading;

/// An answer could not be graded. The message is one sentence, without its full stop.
public final class GradingException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  /// Who is to blame.
  public enum Fault {
    /// The answer: it is not what the grader can look at, such as JSON or a call. Answers of a
    /// model that learns are like that.
    ANSWER,
    /// The grader, the data set, or a model that was asked.
    GRADER
  }

  GradingException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  static GradingException ofGrader(String message) {
    return new GradingException(Fault.GRADER, message);
  }

  static GradingException ofAnswer(String message) {
    return new GradingException(Fault.ANSWER, message);
  }

  /// Who is to blame.
  public Fault fault() {
    return fault;
  }
}
