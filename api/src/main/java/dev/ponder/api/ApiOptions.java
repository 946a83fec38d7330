package dev.ponder.api;

import java.util.Optional;

/// What operators choose about operations.
///
/// @param batchParallel how many lines of all batches together are answered side by side; what
///   clients wait for goes on beside them
/// @param moderationModel the model that judges texts; empty when none does
public record ApiOptions(int batchParallel, Optional<String> moderationModel) {
  public static final ApiOptions DEFAULT = new ApiOptions(4, Optional.empty());

  public ApiOptions {
    if (batchParallel < 1) {
      throw new IllegalArgumentException("no line of a batch may be answered");
    }
  }
}
