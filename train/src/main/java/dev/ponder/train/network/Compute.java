package dev.ponder.train.network;

import dev.ponder.compute.Dense;
import dev.ponder.compute.Workers;

/// What a network computes with.
///
/// @param workers stay the caller's to close
public record Compute(Dense kernels, Workers workers) {}
