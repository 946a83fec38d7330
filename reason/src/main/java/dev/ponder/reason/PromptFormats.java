package dev.ponder.reason;

import dev.ponder.model.LoadedModel;
import dev.ponder.model.UnusableModelException;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.List;
import java.util.Optional;

/// Chooses the prompt format that a model file asks for.
public final class PromptFormats {

  private PromptFormats() {}

  /// The format of that model: the one whose markers its chat template writes; without a template
  /// the one whose tokens its vocabulary has; without either, plain continuation, since the file
  /// then holds a base model.
  ///
  /// @throws UnusableModelException when the template cannot be read, or is one of a known family
  ///   but the vocabulary lacks the family's tokens; the message names what was found
  public static PromptFormat choose(LoadedModel model) {
    return choose(model.name(), model.tokenizer(), model.chatTemplate());
  }

  static PromptFormat choose(String name, Tokenizer tokenizer, Optional<String> template) {
    Optional<String> written = template.filter(text -> !text.isBlank());
    if (written.isEmpty()) {
      return chooseByVocabulary(tokenizer);
    }
    for (Family family : Family.values()) {
      if (family.wrote(written.get())) {
        requireTokens(family, name, tokenizer);
        return family.format(tokenizer, written);
      }
    }
    return TemplateFormat.of(name, tokenizer, written.get());
  }

  private static PromptFormat chooseByVocabulary(Tokenizer tokenizer) {
    for (Family family : Family.values()) {
      if (hasAll(family.tokens(), tokenizer)) {
        return family.format(tokenizer, Optional.empty());
      }
    }
    return Continuation.of(tokenizer);
  }

  private static boolean hasAll(List<String> tokens, Tokenizer tokenizer) {
    return tokens.stream().allMatch(token -> tokenizer.special(token).isPresent());
  }

  private static void requireTokens(Family family, String name, Tokenizer tokenizer) {
    for (String token : family.tokens()) {
      if (tokenizer.special(token).isEmpty()) {
        throw new UnusableModelException(
            "the chat template of %s writes %s, which its vocabulary lacks".formatted(name, token));
      }
    }
  }
}
