package dev.ponder.core;

import java.util.Optional;

/// Where an answer stands among those that are stored: it goes on from one, and others may go on
/// from it. What was computed for it is kept for those as far as there is room; no answer depends
/// on it, and nobody is given access by it. Ids mean something with their owner only.
///
/// @param previous the one that this one follows, whose place it takes
/// @param own by what the next one will name it; the same as `previous` where a conversation goes
///   on
public record Lineage(Optional<String> previous, String own) {}
