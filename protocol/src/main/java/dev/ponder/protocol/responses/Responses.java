package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.DecodeOptions;
import dev.ponder.protocol.wire.Cursor;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

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
    Set<Include> include = EnumSet.noneOf(Include.class);
    for (int i = 0; i < labels.size(); i++) {
      Cursor place = new Cursor("include[" + i + "]", Json.of(labels.get(i)));
      Include.named(place.oneOf(Include.labels())).ifPresent(include::add);
    }
    return include;
  }

  /// An encoder for the answer to `request`.
  public static ResponseEncoder encoder(CreateRequest request, EncoderOptions options) {
    return new ResponseEncoder(request, options);
  }

  /// A stored response, see [ResponseEncoder#kept()], as a client sees it that asks for no more
  /// than `include`.
  public static Json.Obj shown(Json.Obj kept, Set<Include> include) {
    return withOutput(kept, item -> Items.shown(item, include));
  }

  /// A stored response with another `status`, and with what follows from that: one that is no
  /// longer in progress has no items that are.
  public static Json.Obj withStatus(Json.Obj kept, String status) {
    return Items.with(
        withOutput(kept, item -> Snapshot.isRunning(status) ? item : ended(item)),
        "status",
        Json.of(status));
  }

  /// A stored response that failed while nobody was there to encode it, such as one that was
  /// running when the server stopped.
  public static Json.Obj failed(Json.Obj kept, Problem problem) {
    return Items.with(withStatus(kept, "failed"), "error", WireProblems.error(problem));
  }

  private static Json.Obj ended(Json.Obj item) {
    return Transcript.text(item, "status").equals("in_progress")
        ? Items.with(item, "status", Json.of("incomplete"))
        : item;
  }

  private static Json.Obj withOutput(Json.Obj response, UnaryOperator<Json.Obj> change) {
    List<Json.Obj> output = Transcript.objects(response.member("output").orElse(Stage.NOTHING));
    return Items.with(response, "output", Json.of(output.stream().map(change).toList()));
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
