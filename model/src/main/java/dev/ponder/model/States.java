package dev.ponder.model;

/// What the model made of positions before it scored tokens: the rows that its output matrix is
/// multiplied by, after the last norm. One row per position asked for, in the order of the slices.
///
/// @param values `[rows, width]`; belongs to the model and is overwritten by its next step
public record States(float[] values, int rows, int width) {}
