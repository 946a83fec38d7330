package dev.ponder.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToLongFunction;

/// Time, space and measures: what tests replace.
///
/// @param pauses how to wait before trying again
/// @param freeBytes of the disk that a folder is on
/// @param silence how long a server may send nothing
/// @param pieceBytes most bytes that one request asks for
/// @param savePeriod how often what is on disk is written down; a crash loses no more than this
record Surroundings(
    Clock clock,
    Pauses pauses,
    ToLongFunction<Path> freeBytes,
    Duration silence,
    long pieceBytes,
    Duration savePeriod) {

  /// Waits.
  interface Pauses {
    void pause(Duration duration) throws InterruptedException;
  }

  /// The real ones.
  static Surroundings real() {
    return new Surroundings(
        Clock.systemUTC(),
        Thread::sleep,
        Surroundings::usable,
        Duration.ofSeconds(30),
        64L << 20,
        Duration.ofSeconds(2));
  }

  private static long usable(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
