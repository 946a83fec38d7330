package dev.ponder.serve;

/// The server cannot listen; the message says where and why in one sentence.
public final class ServerStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
