package dev.ponder.train.run;

/// What a step was like.
///
/// @param step number of the step, 1 for the first
/// @param objective what was minimised: the sum of the examples' losses, weighted
/// @param losses before the step, by label
/// @param gradientNorm before clipping
/// @param share of the optimiser's rates
/// @param examples in the batch
/// @param tokens in the batch
/// @param seconds that the step took, without the making of the batch
public record StepRecord(
    long step,
    double objective,
    Losses losses,
    double gradientNorm,
    double share,
    int examples,
    int tokens,
    double seconds) {}
