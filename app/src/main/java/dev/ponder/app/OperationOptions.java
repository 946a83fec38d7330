package dev.ponder.app;

import dev.ponder.api.ApiOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the server does beside answering those who wait.
final class OperationOptions {

  @Option(
      names = "--batch-parallel",
      defaultValue = "4",
      paramLabel = "N",
      description =
          "Most lines of batches answered side by side, beside the requests that clients wait for"
              + " (default: ${DEFAULT-VALUE}).")
  private int batchParallel;

  @Option(
      names = "--moderation-model",
      paramLabel = "NAME",
      description =
          "Which of the models judges texts for /v1/moderations (default: none, which answers"
              + " 404).")
  private @Nullable String moderationModel;

  ApiOptions options() {
    if (batchParallel < 1) {
      throw new Mistake("--batch-parallel must be at least 1");
    }
    return new ApiOptions(batchParallel, Optional.ofNullable(moderationModel));
  }
}
