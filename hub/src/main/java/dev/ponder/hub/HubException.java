package dev.ponder.hub;

/// Something that cannot be pulled, found or stored; the message is one sentence that says why.
public final class HubException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HubException(String message) {
    super(message);
  }

  HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
