package dev.ponder.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether `bench` writes a report, and what it measures for that.
final class ReportOptions {
  private static final List<Integer> STREAMS = List.of(1, 2, 4, 8, 16, 32);

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = {
        "Also measure what the machine can do, many streams, and running answers beside a long",
        "prompt; write report.json and pictures (SVG) of all there."
      })
  private @Nullable Path folder;

  @Option(
      names = "--concurrency",
      split = ",",
      paramLabel = "N",
      description = "Numbers of streams for --report (default: 1,2,4,8,16,32).")
  private @Nullable List<Integer> concurrency;

  @Option(
      names = "--long-prompt",
      paramLabel = "N",
      description =
          "Tokens of the long prompt for --report (default: 8192, or what the model takes).")
  private @Nullable Integer longPrompt;

  /// What is to be measured for a report, if one is wanted.
  ///
  /// @throws Mistake when it cannot be measured, or not be written where it is to be
  Optional<ReportOrder> order() {
    if (folder == null) {
      if (concurrency != null || longPrompt != null) {
        throw new Mistake(
            "--concurrency and --long-prompt are for --report FOLDER, which is missing");
      }
      return Optional.empty();
    }
    checkWritable(folder);
    int length = longPrompt == null ? 0 : longPrompt;
    if (longPrompt != null && length < ReportOrder.LEAST_LONG_PROMPT) {
      throw new Mistake(
          "--long-prompt must be at least %d, not %d"
              .formatted(ReportOrder.LEAST_LONG_PROMPT, length));
    }
    List<Integer> counts = concurrency == null ? STREAMS : concurrency;
    for (int count : counts) {
      if (count < 1 || count > Capacity.MOST_SEQUENCES) {
        throw new Mistake(
            "--concurrency must be numbers between 1 and %d, not %d"
                .formatted(Capacity.MOST_SEQUENCES, count));
      }
    }
    return Optional.of(
        new ReportOrder(folder, counts.stream().distinct().sorted().toList(), length));
  }

  /// Now, and not after minutes of measuring. Nothing is made yet.
  private static void checkWritable(Path folder) {
    @Nullable Path there = folder.toAbsolutePath().normalize();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there)) {
      throw new Mistake(
          "--report takes a folder, but %s is a file".formatted(there == null ? folder : there));
    }
    if (!Files.isWritable(there)) {
      throw new Mistake("--report cannot write to %s: permission denied".formatted(there));
    }
  }
}
