package dev.ponder.protocol;

import java.util.Optional;

/// Turns a text into one that only this server can read and nobody can forge: how thoughts travel
/// through clients that are not to see or change them. Thread-safe.
public interface Sealer {

  /// The sealed form of that text: printable ASCII without quotes or backslashes, such as base64;
  /// another one each time.
  String seal(String text);

  /// The text whose sealed form this is; empty when it was changed, or sealed by another server.
  Optional<String> open(String sealed);
}
