package dev.ponder.model;

import dev.ponder.model.tokenizer.Tokenizer;
import java.util.Optional;

/// An opened model file.
///
/// @param name what the file calls itself (`general.name`) or else its file name without suffix
/// @param chatTemplate the file's own Jinja template, from which a prompt format is chosen
/// @param embedding how it makes vectors of texts; empty when it makes none
public record LoadedModel(
    String name,
    LanguageModel model,
    Tokenizer tokenizer,
    Optional<String> chatTemplate,
    Optional<EmbeddingTraits> embedding) {}
