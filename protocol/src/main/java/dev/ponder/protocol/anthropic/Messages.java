package dev.ponder.protocol.anthropic;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseRequest;
import dev.ponder.protocol.Sealer;
import dev.ponder.protocol.WireEncoder;

/// The wire format of Anthropic's Messages API, `POST /v1/messages` and `POST
/// /v1/messages/count_tokens`. Which fields are honoured, accepted without effect or refused is
/// listed in `docs/anthropic.md`.
public final class Messages {
  private Messages() {}

  /// Reads the body of a request for an answer, UTF-8 JSON.
  ///
  /// @throws Problem.Exceptional when it is not JSON, or not a request that can be honoured
  public static MessagesRequest decode(byte[] body, MessagesOptions options) {
    return new RequestDecoder(Place.root(json(body), options.extras()), options).answer();
  }

  /// Reads the body of a request for the length of a prompt, UTF-8 JSON.
  ///
  /// @throws Problem.Exceptional when it is not JSON, or not a request that can be honoured
  public static ResponseRequest decodeCount(byte[] body, MessagesOptions options) {
    return new RequestDecoder(Place.root(json(body), options.extras()), options).count();
  }

  private static Json json(byte[] body) {
    try {
      return Json.parse(body);
    } catch (JsonSyntaxException e) {
      String message = "The request body is not valid JSON: " + e.getMessage() + ".";
      throw Problem.of(Problem.Kind.INVALID_REQUEST, message).exception();
    }
  }

  /// The body that tells how many tokens a prompt has.
  public static String tokenCount(int tokens) {
    return Json.object().put("input_tokens", tokens).build().text();
  }

  /// An encoder for the answer to `request`.
  ///
  /// @param model the model that was asked for, under the name it was asked for: the alias decides
  ///   whether thinking is shown
  public static WireEncoder encoder(
      MessagesRequest request, ModelInfo model, MessageOrigin origin, Sealer sealer) {
    Envelope envelope = new Envelope(request, model, origin);
    Blocks blocks = new Blocks(envelope.thoughts(), sealer);
    return switch (request.delivery()) {
      case WHOLE -> new WholeEncoder(envelope, blocks);
      case STREAM -> new StreamEncoder(envelope, blocks);
    };
  }
}
