package dev.ponder.api;

import dev.ponder.protocol.Profile;
import java.util.Optional;
import java.util.OptionalLong;

/// What an API key lets its holder do.
///
/// @param id names the key, is not secret, and is unique
/// @param owner whose things the holder finds and stores, see [Caller#owner]
/// @param requestsPerMinute empty for as many as the server takes
/// @param tokensPerMinute of prompts and answers together; empty for as many as the server makes
/// @param profile how the holder's requests are read; empty for the server's own way
public record Grant(
    String id,
    String owner,
    OptionalLong requestsPerMinute,
    OptionalLong tokensPerMinute,
    Optional<Profile> profile) {

  /// What everybody may do where no key is asked for: anything.
  public static final Grant EVERYBODY = unlimited("everybody", "default");

  /// A key without limits.
  public static Grant unlimited(String id, String owner) {
    return new Grant(id, owner, OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
  }
}
