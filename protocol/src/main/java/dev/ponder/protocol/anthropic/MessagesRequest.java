package dev.ponder.protocol.anthropic;

import dev.ponder.core.Cancelled;
import dev.ponder.core.ResponseRequest;
import java.util.Optional;

/// A decoded body of `POST /v1/messages`.
///
/// @param request what to ask of the model; its model is as the client spelled it
/// @param edits what the client wants left out of long conversations
public record MessagesRequest(
    ResponseRequest request,
    Delivery delivery,
    Thoughts thoughts,
    Caching caching,
    Optional<ContextEdits> edits) {

  /// A copy from which its edits are taken, where they apply.
  ///
  /// @param counter tells how long prompts are
  public MessagesRequest edited(ContextEdits.TokenCounter counter) throws Cancelled {
    if (edits.isEmpty()) {
      return this;
    }
    ContextEdits.Edited edited = edits.get().apply(request, counter);
    return new MessagesRequest(
        edited.request(), delivery, thoughts, caching, Optional.of(edited.edits()));
  }

  /// How the answer travels.
  public enum Delivery {
    /// One JSON body.
    WHOLE,
    /// Server-sent events.
    STREAM
  }

  /// What the client gets of the model's thinking.
  public enum Thoughts {
    /// Nothing: thinking was not asked for.
    LEFT_OUT,
    /// Blocks without text, which carry the thought sealed.
    SEALED,
    /// Blocks with their text.
    SHOWN
  }

  /// Whether the client marked what is to be cached. Prompts are cached either way; the marks
  /// decide how tokens are told.
  public enum Caching {
    UNMARKED,
    FIVE_MINUTES,
    ONE_HOUR
  }
}
