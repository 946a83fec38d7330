package dev.ponder.state;

import org.jspecify.annotations.Nullable;

/// What is stored cannot be read or changed; the message is one sentence without secrets.
public final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Reason reason;

  /// What is wrong, for those who can do something about it.
  public enum Reason {
    /// What was to be new is there already.
    PRESENT,
    /// What was to be added to is not there.
    ABSENT,
    /// One object, item or list is larger than [Limits] allows.
    TOO_LARGE,
    /// Another process uses it.
    IN_USE,
    /// The disk is full.
    FULL,
    /// It must not be written, or not even opened.
    READ_ONLY,
    /// What is on disk is not what was written there.
    DAMAGED,
    /// A newer version of the program has changed the database.
    NEWER,
    /// The location makes no sense.
    MISNAMED,
    /// The database server does not answer, or not to us.
    UNREACHABLE,
    /// It was closed.
    CLOSED,
    /// Anything else.
    FAILED
  }

  StateException(Reason reason, String message) {
    this(reason, message, null);
  }

  StateException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
