package dev.ponder.train.network;

/// A layer.
record Block(Attention attention, FeedForward feedForward) {}
