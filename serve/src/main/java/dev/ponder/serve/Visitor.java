package dev.ponder.serve;

import dev.ponder.api.Caller;
import dev.ponder.api.Grant;
import dev.ponder.protocol.Profile;
import java.time.InstantSource;

/// Who sent a request, as far as the server knows.
///
/// @param allowance what is left of the key's requests and tokens
record Visitor(Caller caller, Allowance allowance) {

  /// Whoever comes where no key is asked for.
  static Visitor unknown(Profile profile) {
    return new Visitor(
        new Caller(Grant.EVERYBODY.owner(), profile),
        new Allowance(Grant.EVERYBODY, InstantSource.system()));
  }
}
