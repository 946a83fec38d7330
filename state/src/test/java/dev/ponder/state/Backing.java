package dev.ponder.state;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// The databases that tests run on.
enum Backing {
  MEMORY,
  SQLITE,
  POSTGRES;

  /// Opens new state; skips the test where the database is not installed.
  State open(Path folder, Clock clock) {
    if (this == MEMORY) {
      return State.temporary(clock);
    }
    return State.open(location(folder), clock);
  }

  Location location(Path folder) {
    if (this == SQLITE) {
      return new Location.Folder(folder);
    }
    Optional<PrivatePostgres> server = PrivatePostgres.shared();
    assumeTrue(server.isPresent(), "PostgreSQL is not installed");
    return Location.parse(server.orElseThrow().url(), folder);
  }
}
