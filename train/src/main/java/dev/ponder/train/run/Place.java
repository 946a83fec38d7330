package dev.ponder.train.run;

/// Where in a run a step stands.
///
/// @param step its number, 1 for the first
/// @param used how much of the budget was used before it, in `[0, 1]`; with a budget of time, when
///   its batch was made
public record Place(long step, double used) {}
