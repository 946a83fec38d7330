package dev.ponder.protocol;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Cursor;

/// The wire format of OpenAI's Chat Completions API, `POST /v1/chat/completions`. Which fields are
/// honoured, accepted without effect or refused is listed in `docs/api.md`.
public final class ChatCompletions {
  private ChatCompletions() {}

  /// Reads a request body, UTF-8 JSON.
  ///
  /// @throws Problem.Exceptional when it is not JSON, or not a request that can be honoured
  public static ChatRequest decode(byte[] body, DecodeOptions options) {
    try {
      return decode(Json.parse(body), options);
    } catch (JsonSyntaxException e) {
      String message = "We could not parse the JSON body of your request: " + e.getMessage() + ".";
      throw Problem.of(Problem.Kind.INVALID_REQUEST, message).exception();
    }
  }

  /// Reads a request.
  ///
  /// @throws Problem.Exceptional when it is not a request that can be honoured
  public static ChatRequest decode(Json body, DecodeOptions options) {
    return ChatDecoder.decode(Cursor.root(body), options);
  }

  /// Reads a request to a model with the API's own defaults.
  ///
  /// @throws Problem.Exceptional when it is not a request that can be honoured
  public static ChatRequest decode(Json body) {
    return decode(body, DecodeOptions.DEFAULT);
  }

  /// An encoder for one answer to `request`.
  ///
  /// @param model the model that was asked for, under the name it was asked for: the alias decides
  ///   whether thinking is shown
  public static WireEncoder encoder(ChatRequest request, ModelInfo model, Origin origin) {
    Envelope envelope = new Envelope(request, model, origin);
    return switch (request.delivery()) {
      case ChatRequest.Delivery.Whole() -> new WholeEncoder(envelope);
      case ChatRequest.Delivery.Stream stream -> new StreamEncoder(envelope, stream);
    };
  }

  /// An encoder that makes one body of the answer to `request`, however it travels.
  ///
  /// @param model as for [#encoder]
  public static WireEncoder wholeEncoder(ChatRequest request, ModelInfo model, Origin origin) {
    return new WholeEncoder(new Envelope(request, model, origin));
  }
}
