package dev.ponder.engine;

/// What the loop has counted since it started; see [EngineMetrics] for what each means.
final class Tally {
  long steps;
  long computedTokens;
  long promptTokens;
  long cachedTokens;
  long sampledTokens;
  long ended;
  long broken;
  long cancelled;
  long preemptions;
}
