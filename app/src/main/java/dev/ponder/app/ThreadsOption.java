package dev.ponder.app;

import picocli.CommandLine.Option;

/// How many threads compute.
final class ThreadsOption {
  private static final int MOST = 1024;

  @Option(
      names = {"-t", "--threads"},
      defaultValue = "0",
      paramLabel = "N",
      description = "Threads that compute (default: one per physical core that may be used).")
  private int threads;

  /// At least 1.
  int count() {
    if (threads < 0 || threads > MOST) {
      throw new Mistake("--threads must be between 1 and " + MOST + ", not " + threads);
    }
    return threads == 0 ? Cores.usable() : threads;
  }
}
