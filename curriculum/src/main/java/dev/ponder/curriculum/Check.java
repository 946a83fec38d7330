package dev.ponder.curriculum;

/// Tells right answers from wrong ones, automatically and exactly. Pure; never throws, whatever a
/// model answered.
public interface Check {

  boolean passes(Reply reply);

  /// Passes exactly that text, blanks around it aside, and no call.
  static Check text(String expected) {
    return reply -> reply.calls().isEmpty() && reply.text().strip().equals(expected);
  }
}
