package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.DecodeOptions;
import java.util.List;
import java.util.Set;

/// The wire format of OpenAI's Responses API. Which fields are honoured, accepted without effect or
/// refused is listed in `docs/api-responses.md`.
public final class Responses {
  private Responses() {}

  /// Reads the body of `POST /v1/responses`, or what a `response.create` frame of the WebSocket
  /// transport holds beside its `type`.
  ///
  /// @throws Problem.Exceptional when it is not a request that can be honoured
  public static CreateRequest decode(Json body, DecodeOptions options, IdSource ids) {
    return CreateDecoder.decode(body, CreateDecoder.CREATE, options, ids);
  }

  /// Reads the body of `POST /v1/responses/input_tokens`.
  ///
  /// @throws Problem.Exceptional when it is not a request that can be honoured
  public static CreateRequest decodeInputTokens(Json body, DecodeOptions options, IdSource ids) {
    return CreateDecoder.decode(body, CreateDecoder.INPUT_TOKENS, options, ids);
  }

  /// Reads `include` of a query.
  ///
  /// @throws Problem.Exceptional when one is unknown
  public static Set<Include> decodeInclude(List<String> labels) {
    throw new UnsupportedOperationException();
  }

  /// An encoder for the answer to `request`.
  public static ResponseEncoder encoder(CreateRequest request, EncoderOptions options) {
    return new ResponseEncoder(request, options);
  }

  /// A stored response, see [ResponseEncoder#kept()], as a client sees it that asks for no more
  /// than `include`.
  public static Json.Obj shown(Json.Obj kept, Set<Include> include) {
    throw new UnsupportedOperationException();
  }

  /// A stored response with another `status`, and with what follows from that: one that is no
  /// longer in progress has no items that are.
  public static Json.Obj withStatus(Json.Obj kept, String status) {
    throw new UnsupportedOperationException();
  }

  /// A stored response that failed while nobody was there to encode it, such as one that was
  /// running when the server stopped.
  public static Json.Obj failed(Json.Obj kept, Problem problem) {
    throw new UnsupportedOperationException();
  }

  /// The body that answers a deletion.
  public static Json.Obj deleted(String id) {
    return Json.object().put("id", id).put("object", "response").put("deleted", true).build();
  }

  /// The body that tells how many tokens a prompt has.
  public static Json.Obj inputTokens(int count) {
    return Json.object().put("object", "response.input_tokens").put("input_tokens", count).build();
  }
}
