package dev.ponder.api;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Conversation;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseRequest;
import dev.ponder.protocol.responses.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Leaves out the oldest turns of conversations that a model cannot take as a whole.
final class Truncation {
  private static final String TOO_LONG = "context_length_exceeded";

  /// The share of the context that is kept free for an answer without a limit of its own.
  private static final int ANSWER_SHARE = 4;

  private final Responder responder;

  Truncation(Responder responder) {
    this.responder = responder;
  }

  /// The request with as much of its conversation as leaves room for an answer. What must not be
  /// left out stays even when it is too long; then the model refuses it.
  ResponseRequest fitted(ResponseRequest request, ModelInfo model) throws Cancelled {
    int room = model.contextLength() - answer(request, model);
    if (fits(request, room)) {
      return request;
    }
    List<Conversation> shorter = shorterAndShorter(request.conversation());
    // The first one that fits, or else the shortest.
    int low = 0;
    int high = shorter.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (fits(request.withConversation(shorter.get(middle)), room)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return request.withConversation(shorter.get(low));
  }

  private static int answer(ResponseRequest request, ModelInfo model) {
    int share = model.contextLength() / ANSWER_SHARE;
    return Math.min(request.maxOutputTokens().orElse(share), share);
  }

  private boolean fits(ResponseRequest request, int room) throws Cancelled {
    try {
      return responder.inputTokens(request) <= room;
    } catch (Problem.Exceptional e) {
      if (e.problem().code().equals(Optional.of(TOO_LONG))) {
        return false;
      }
      throw e;
    }
  }

  private static List<Conversation> shorterAndShorter(Conversation whole) {
    List<Conversation> shorter = new ArrayList<>();
    shorter.add(whole);
    Optional<Conversation> next = Items.withoutOldest(whole);
    while (next.isPresent()) {
      shorter.add(next.get());
      next = Items.withoutOldest(next.get());
    }
    return shorter;
  }
}
