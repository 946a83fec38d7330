package dev.ponder.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What this process holds in memory.
///
/// @param peak the most that was ever resident, mapped files included
/// @param anonymous resident now, mapped files excluded
record ResidentMemory(long peak, long anonymous) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /// Empty where the system does not say.
  static Optional<ResidentMemory> now() {
    try {
      List<String> status = Files.readAllLines(STATUS);
      return Optional.of(new ResidentMemory(bytes(status, "VmHWM:"), bytes(status, "RssAnon:")));
    } catch (IOException elsewhere) {
      return Optional.empty();
    }
  }

  private static long bytes(List<String> status, String field) {
    return status.stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
