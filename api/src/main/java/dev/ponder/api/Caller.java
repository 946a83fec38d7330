package dev.ponder.api;

import dev.ponder.protocol.Profile;

/// Who asks.
///
/// @param owner whose things are found and stored: one name for each API key's project, and one for
///   everybody where no keys are set; never the key itself
/// @param profile how requests are read
/// @param meter is told what answers in the background take; all others are counted where they are
///   sent
public record Caller(String owner, Profile profile, Meter meter) {

  /// A caller whose answers in the background nobody counts.
  public Caller(String owner, Profile profile) {
    this(owner, profile, Meter.NONE);
  }
}
