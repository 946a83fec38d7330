package dev.ponder.state;

/// A page was to start at an entry that is not there: not in the list, or somebody else's.
public final class UnknownCursorException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String id;

  UnknownCursorException(String id) {
    // Callers answer it; nobody reads where it came from.
    super("no entry '" + id + "' to start from", null, false, false);
    this.id = id;
  }

  /// What was named.
  public String id() {
    return id;
  }
}
