package dev.ponder.protocol.responses;

import dev.ponder.core.Conversation;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Usage;
import dev.ponder.protocol.DecodeOptions;
import dev.ponder.protocol.Origin;
import java.util.List;

/// `POST /v1/responses/compact`: a long conversation becomes a short one. The model is asked for a
/// summary, and the answer is the last messages of the user, as they were, and one item that holds
/// the summary sealed. Given back as input, that item tells the model the summary.
public final class Compaction {
  private Compaction() {}

  /// Reads the body.
  ///
  /// @throws dev.ponder.core.Problem.Exceptional when it is not a request that can be honoured
  public static CreateRequest decode(Json body, DecodeOptions options, IdSource ids) {
    return CreateDecoder.decode(body, CreateDecoder.COMPACT, options, ids);
  }

  /// What to ask of the model: a summary of that conversation.
  ///
  /// @param conversation as [Items#conversation] gives it for the decoded request
  public static ResponseRequest summary(CreateRequest request, Conversation conversation) {
    throw new UnsupportedOperationException();
  }

  /// The items of the short conversation.
  ///
  /// @param items those of the long one, oldest first
  /// @param summary what the model said, without its thought
  public static List<Json.Obj> output(
      List<Json.Obj> items, String summary, Sealer sealer, IdSource ids) {
    throw new UnsupportedOperationException();
  }

  /// The body that answers.
  ///
  /// @param origin an id such as `resp_4f1c…`, and when it was made
  public static Json.Obj answer(Origin origin, List<Json.Obj> output, Usage usage) {
    throw new UnsupportedOperationException();
  }
}
