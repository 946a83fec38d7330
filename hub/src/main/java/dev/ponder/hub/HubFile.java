package dev.ponder.hub;

import java.util.Optional;

/// A file as the hub lists it.
///
/// @param path inside the repository
/// @param sha256 of its contents, which the hub knows of large files
record HubFile(String path, long bytes, Optional<String> sha256) {
  /// Beyond any model; keeps sums of sizes from overflowing.
  static final long MOST_BYTES = 1L << 44;

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
