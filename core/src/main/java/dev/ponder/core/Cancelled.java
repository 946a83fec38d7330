package dev.ponder.core;

/// The client is gone or the server stops: unwind, release everything, say nothing more.
///
/// The only checked exception that crosses module boundaries.
public final class Cancelled extends Exception {
  private static final long serialVersionUID = 1L;

  public Cancelled(String why) {
    super(why);
  }
}
