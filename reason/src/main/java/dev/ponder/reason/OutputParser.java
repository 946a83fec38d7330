package dev.ponder.reason;

import java.util.List;

/// Turns one generation's tokens into thought and answer. Never throws on odd model output.
public interface OutputParser {

  /// The events that this token completes, perhaps none.
  List<OutputEvent> accept(int token);

  /// What was held back, once no token follows.
  List<OutputEvent> end();

  /// Whether the tokens so far leave the model inside its thought.
  boolean thinking();

  /// Whether the tokens so far end within a character.
  boolean midCharacter();

  /// Whether text is held back that a later event, or [#end], may still bring.
  boolean holding();
}
