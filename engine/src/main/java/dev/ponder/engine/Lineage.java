package dev.ponder.engine;

import java.util.Optional;

/// Whose next turn a generation prepares: what it leaves in the cache is kept for that turn rather
/// than for whatever else may come. It protects from eviction and does nothing else: it gives
/// access to nothing, and neither a token nor the room for one depends on it.
///
/// @param previous the one that it goes on, of the same owner's, whose place it takes
/// @param own the name under which it will be gone on
public record Lineage(Optional<String> previous, String own) {}
