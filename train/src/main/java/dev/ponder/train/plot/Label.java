package dev.ponder.train.plot;

/// A text that says something of a place in a chart. It is put beside it, where there is room.
///
/// @param x of the place, in the axis's unit
/// @param y of the place, likewise
public record Label(double x, double y, String text) {}
