package dev.ponder.engine;

/// What the loop has counted since it started; see [EngineMetrics] for what each means.
final class Tally {
  long steps;
  long computedTokens;
  long promptTokens;
  long cachedTokens;
  long sampledTokens;
  long draftedTokens;
  long acceptedTokens;
  long ended;
  long broken;
  long cancelled;
  long preemptions;

  /// These counts and how it stands with the sequences.
  EngineMetrics metrics(Sequences sequences) {
    Pins.Amount pinned = sequences.pool().pins().total();
    return new EngineMetrics(
        steps,
        computedTokens,
        promptTokens,
        cachedTokens,
        sampledTokens,
        draftedTokens,
        acceptedTokens,
        ended,
        broken,
        cancelled,
        0,
        preemptions,
        sequences.runningCount(),
        sequences.waitingCount(),
        sequences.pool().available(),
        sequences.pool().capacity(),
        pinned.blocks(),
        pinned.lineages());
  }
}
