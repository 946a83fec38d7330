package dev.ponder.engine;

/// What the engine has done and is doing, as of its last step, read without stopping it.
///
/// @param computedTokens tokens that went through the model, recomputed ones included
/// @param promptTokens prompt tokens of all generations so far
/// @param cachedTokens how many of them came from the prefix cache
/// @param sampledTokens tokens sampled so far, forced ones included
/// @param draftedTokens tokens guessed and computed along with answers
/// @param acceptedTokens how many of them were right
/// @param endedGenerations those that came to a regular end
/// @param brokenGenerations those that ended as [TokenStep.Broken]
/// @param cancelledGenerations those that were closed before their end
/// @param refusedGenerations submissions answered with [OverloadedException]
/// @param preemptions times that a sequence lost its blocks to an older one
/// @param waitingSequences submitted or preempted, not being computed now
/// @param freeBlocks cache blocks that no sequence holds, cached prefixes included
/// @param pinnedBlocks cache blocks kept for the next turns of lineages
/// @param pinnedLineages how many lineages those are
public record EngineMetrics(
    long steps,
    long computedTokens,
    long promptTokens,
    long cachedTokens,
    long sampledTokens,
    long draftedTokens,
    long acceptedTokens,
    long endedGenerations,
    long brokenGenerations,
    long cancelledGenerations,
    long refusedGenerations,
    long preemptions,
    int runningSequences,
    int waitingSequences,
    int freeBlocks,
    int totalBlocks,
    int pinnedBlocks,
    int pinnedLineages) {

  /// The same with what the loop cannot know: requests that it has not seen yet.
  EngineMetrics withArrivals(int waiting, long refused) {
    return new EngineMetrics(
        steps,
        computedTokens,
        promptTokens,
        cachedTokens,
        sampledTokens,
        draftedTokens,
        acceptedTokens,
        endedGenerations,
        brokenGenerations,
        cancelledGenerations,
        refused,
        preemptions,
        runningSequences,
        waiting,
        freeBlocks,
        totalBlocks,
        pinnedBlocks,
        pinnedLineages);
  }
}
