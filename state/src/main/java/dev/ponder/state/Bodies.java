package dev.ponder.state;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.state.StateException.Reason;

/// JSON as it is stored.
final class Bodies {
  private Bodies() {}

  /// The text to store. It is read once more before it is stored, since what is too deep or too
  /// long to be read must be refused now and not when it is asked for.
  static String text(Json.Obj body, String id) {
    String text = body.text();
    if (text.length() > Limits.BODY) {
      throw new StateException(
          Reason.TOO_LARGE,
          "'%s' has %d characters of JSON, more than the %d that are stored"
              .formatted(id, text.length(), Limits.BODY));
    }
    try {
      Json.parse(text);
    } catch (JsonSyntaxException e) {
      throw new StateException(
          Reason.TOO_LARGE, "'%s' cannot be stored: %s".formatted(id, e.getMessage()), e);
    }
    return text;
  }

  static Json.Obj read(String stored) {
    try {
      if (Json.parse(stored) instanceof Json.Obj object) {
        return object;
      }
    } catch (JsonSyntaxException e) {
      throw new StateException(Reason.DAMAGED, "stored JSON is damaged: " + e.getMessage(), e);
    }
    throw new StateException(Reason.DAMAGED, "stored JSON is damaged: not an object");
  }

  static String string(Json value) {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw new StateException(Reason.DAMAGED, "stored JSON is damaged: not a string");
  }
}
