package dev.ponder.protocol.responses;

import java.util.Optional;

/// Makes texts that clients carry for the server, without being able to read or to change them.
public interface Sealer {

  /// The text, encrypted and authenticated.
  String seal(String text);

  /// What was sealed; empty when that was not sealed here or has been changed since.
  Optional<String> open(String sealed);
}
