package dev.ponder.model;

/// The scores of the next token, one row per position asked for, in the order of the slices.
///
/// @param values `[rows, vocabulary]`; belongs to the model and is overwritten by its next step
public record Logits(float[] values, int rows, int vocabulary) {}
