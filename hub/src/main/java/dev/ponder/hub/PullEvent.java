package dev.ponder.hub;

import java.time.Duration;
import java.util.List;

/// How far a pull is.
public sealed interface PullEvent {

  /// What will be fetched is known.
  ///
  /// @param name in the store
  /// @param present bytes that an earlier attempt left
  record Planned(String name, List<String> files, long bytes, long present) implements PullEvent {
    public Planned {
      files = List.copyOf(files);
    }
  }

  /// So many bytes of the whole are on disk.
  record Advanced(long done, long total) implements PullEvent {}

  /// Something failed that may pass; it is tried again.
  record Waiting(String why, Duration pause) implements PullEvent {}

  /// What an earlier attempt left cannot be used, so the file begins anew.
  record Restarted(String file) implements PullEvent {}

  /// So many bytes of a file are hashed.
  record Verifying(String file, long done, long total) implements PullEvent {}

  /// The file cannot be compared with anything: nobody says what its digest is.
  record Unverified(String file, String sha256) implements PullEvent {}
}
