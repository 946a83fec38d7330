package dev.ponder.reason;

/// An assistant's turn as a model writes it after a prompt, with the token that ends it.
///
/// @param thoughtStart bytes of the text in front of the thought
public record Continued(Prompt turn, int thoughtStart) {}
