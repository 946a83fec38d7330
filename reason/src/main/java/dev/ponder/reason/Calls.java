package dev.ponder.reason;

import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.Tools;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The calls of one answer: gives each an id, counts them, and hands custom tools their text.
final class Calls {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 24;

  private final Tools tools;
  private final EventSink events;
  private String id = "";
  private int complete;
  private int begun;
  private Optional<CustomInput> input = Optional.empty();

  Calls(Tools tools, EventSink events) {
    this.tools = tools;
    this.events = events;
  }

  void start(String name) throws Cancelled {
    begun++;
    id = newId();
    boolean custom = CustomTools.isCustom(tools, name);
    input = custom ? Optional.of(new CustomInput()) : Optional.empty();
    events.accept(new ResponseEvent.ToolCallStarted(id, name));
  }

  void arguments(String text) throws Cancelled {
    pass(input.isPresent() ? input.get().accept(text) : text);
  }

  private void pass(String text) throws Cancelled {
    if (!text.isEmpty()) {
      events.accept(new ResponseEvent.ToolCallDelta(id, text));
    }
  }

  void end() throws Cancelled {
    if (input.isPresent()) {
      pass(input.get().end());
    }
    complete++;
    events.accept(new ResponseEvent.ToolCallEnded(id));
  }

  boolean made() {
    return begun > 0;
  }

  /// Whether the last call that was allowed is complete.
  boolean exhausted() {
    return switch (tools.calls()) {
      case SEVERAL_AT_ONCE -> false;
      case ONE_AT_A_TIME -> complete > 0;
    };
  }

  /// `call_` and 24 letters and digits, in the API's manner.
  private static String newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    StringBuilder text = new StringBuilder("call_");
    for (int i = 0; i < ID_LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
