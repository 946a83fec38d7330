package dev.ponder.model;

/// The sizes of a model that its users need to know.
///
/// @param architecture GGUF's name for it, such as `qwen3`
/// @param vocabulary number of logits per position
/// @param contextLength most positions the model was trained for
/// @param layers transformer blocks
/// @param kvWidth floats that one position's keys take in one layer, padding included; its values
///   take the same
public record ModelConfig(
    String architecture, int vocabulary, int contextLength, int layers, int kvWidth) {}
