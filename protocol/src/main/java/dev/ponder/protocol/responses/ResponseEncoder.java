package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import dev.ponder.core.ResponseEvent;
import java.util.List;

/// Turns the events of one answer into the stream events of the wire, and keeps the response object
/// that they add up to. Each event is an object with `type` and `sequence_number`, from 0 without
/// gaps. Not thread-safe.
public final class ResponseEncoder {

  ResponseEncoder(CreateRequest request, EncoderOptions options) {}

  /// The response waits for its turn: `response.created` and `response.queued`.
  public List<Json.Obj> queued() {
    throw new UnsupportedOperationException();
  }

  /// What travels because of this event, in order, often nothing. [ResponseEvent.Started] gives
  /// `response.created`, unless it has travelled already, and `response.in_progress`.
  public List<Json.Obj> encode(ResponseEvent event) {
    throw new UnsupportedOperationException();
  }

  /// The whole answer to a request with `generate: false`: a completed response without output.
  public List<Json.Obj> prepared() {
    throw new UnsupportedOperationException();
  }

  /// The response was cancelled: nothing follows, and what was begun stays as it is.
  public void cancel() {
    throw new UnsupportedOperationException();
  }

  /// Whether the response has ended, one way or another.
  public boolean ended() {
    throw new UnsupportedOperationException();
  }

  /// The response object as it is now and as the client may see it.
  public Json.Obj response() {
    throw new UnsupportedOperationException();
  }

  /// The response object as it is now with all that may ever be asked of it, to be stored; see
  /// [Responses#shown].
  public Json.Obj kept() {
    throw new UnsupportedOperationException();
  }

  /// The output items of [#kept()].
  public List<Json.Obj> output() {
    throw new UnsupportedOperationException();
  }
}
