package dev.ponder.engine;

/// What the engine has done and is doing, read without stopping it.
///
/// @param promptTokens prompt tokens of all generations so far
/// @param cachedTokens how many of them came from the prefix cache
/// @param sampledTokens tokens sampled so far
/// @param freeBlocks cache blocks that no sequence holds, cached prefixes included
public record EngineMetrics(
    long steps,
    long promptTokens,
    long cachedTokens,
    long sampledTokens,
    int runningSequences,
    int waitingSequences,
    int freeBlocks,
    int totalBlocks) {}
