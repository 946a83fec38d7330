package dev.ponder.model;

/// What running a model takes, known before anything is allocated.
///
/// @param config its sizes; what its cache takes follows from them
/// @param weightBytes of its tensors, which are mapped
/// @param activationBytes for steps of the size that was asked for
public record ModelNeeds(ModelConfig config, long weightBytes, long activationBytes) {}
