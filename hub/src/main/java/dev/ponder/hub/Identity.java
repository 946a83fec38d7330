package dev.ponder.hub;

import java.util.Optional;

/// What tells one version of a remote file from another.
///
/// @param sha256 of its contents
/// @param validator for `If-Range`: an entity tag or a date
record Identity(long bytes, Optional<String> sha256, Optional<String> validator) {

  /// Whether pieces of the one go with pieces of the other. Equal sizes alone do not tell.
  boolean matches(Identity other) {
    if (bytes != other.bytes) {
      return false;
    }
    if (sha256.isPresent() && other.sha256.isPresent()) {
      return sha256.equals(other.sha256);
    }
    return validator.isPresent() && validator.equals(other.validator);
  }
}
