package dev.ponder.reason;

import dev.ponder.core.Effort;

/// How much a model may think and say for one request.
///
/// @param reasoningTokens after this many thinking tokens the thought is closed
/// @param outputTokens thinking and answer together
public record Plan(Effort effort, int reasoningTokens, int outputTokens) {}
