package dev.ponder.api;

import dev.ponder.protocol.Profile;

/// Who asks.
///
/// @param owner whose things are found and stored: one name for each API key's project, and one for
///   everybody where no keys are set; never the key itself
/// @param profile how requests are read
public record Caller(String owner, Profile profile) {}
