package dev.ponder.api;

import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.protocol.WireEncoder;
import java.util.List;
import java.util.function.Consumer;

/// An encoder that also keeps the answer as a whole, before the last of it travels: whoever has
/// seen the end can ask for it again.
final class KeepingEncoder implements WireEncoder {
  private final WireEncoder shown;
  private final WireEncoder whole;
  private final Consumer<String> keep;

  /// @param shown makes what travels
  /// @param whole makes one body of the same events
  /// @param keep is given that body
  KeepingEncoder(WireEncoder shown, WireEncoder whole, Consumer<String> keep) {
    this.shown = shown;
    this.whole = whole;
    this.keep = keep;
  }

  @Override
  public List<String> encode(int choice, ResponseEvent event) {
    whole.encode(choice, event);
    return shown.encode(choice, event);
  }

  @Override
  public List<String> end() {
    String body;
    try {
      body = whole.end().getFirst();
    } catch (Problem.Exceptional e) {
      // There is no answer to keep; what travels says so too.
      return shown.end();
    }
    keep.accept(body);
    return shown.end();
  }
}
