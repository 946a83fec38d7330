package dev.ponder.engine;

/// Limits of an engine.
///
/// @param contextLength most positions of one sequence
/// @param kvBlocks size of the shared cache in blocks; at least enough for one full context
/// @param maxSequences most sequences computed side by side; others wait
/// @param maxWaiting most sequences that wait; one more is refused
/// @param stepTokens most tokens per step, the chunk size of prefill
public record EngineOptions(
    int contextLength, int kvBlocks, int maxSequences, int maxWaiting, int stepTokens) {}
