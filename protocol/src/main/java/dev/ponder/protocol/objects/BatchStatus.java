package dev.ponder.protocol.objects;

import java.util.Locale;

/// Where a batch stands.
public enum BatchStatus {
  VALIDATING,
  IN_PROGRESS,
  FINALIZING,
  COMPLETED,
  FAILED,
  EXPIRED,
  CANCELLING,
  CANCELLED;

  /// As it is written.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether nothing of the batch will change any more.
  public boolean isFinal() {
    return switch (this) {
      case COMPLETED, FAILED, EXPIRED, CANCELLED -> true;
      case VALIDATING, IN_PROGRESS, FINALIZING, CANCELLING -> false;
    };
  }

  static BatchStatus named(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
