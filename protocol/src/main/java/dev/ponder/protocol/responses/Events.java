package dev.ponder.protocol.responses;

import dev.ponder.core.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Numbers stream events and holds them until they are taken.
final class Events {
  private static final int PAD_BYTES = 32;
  private static final String PADDING = "x".repeat(PAD_BYTES);

  private final CreateRequest.Delivery delivery;
  private List<Json.Obj> waiting = new ArrayList<>();
  private long sequence;

  Events(CreateRequest.Delivery delivery) {
    this.delivery = delivery;
  }

  /// The beginning of the next event.
  Json.Builder next(String type) {
    return Json.object().put("type", type).put("sequence_number", sequence++);
  }

  void add(Json.Builder event) {
    waiting.add(event.build());
  }

  /// Adds an event with a piece of text. Where that was asked for, a filler hides how long it is;
  /// it need not be random: what it hides is a length, behind TLS.
  void add(Json.Builder event, String delta) {
    event.put("delta", delta);
    if (delivery instanceof CreateRequest.Delivery.Stream(boolean obfuscation) && obfuscation) {
      int bytes = Json.of(delta).text().getBytes(StandardCharsets.UTF_8).length;
      event.put("obfuscation", PADDING.substring(bytes % PAD_BYTES));
    }
    add(event);
  }

  /// Those added since the last time.
  List<Json.Obj> take() {
    List<Json.Obj> taken = List.copyOf(waiting);
    waiting = new ArrayList<>();
    return taken;
  }
}
