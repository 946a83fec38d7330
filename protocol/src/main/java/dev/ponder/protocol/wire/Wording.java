package dev.ponder.protocol.wire;

import dev.ponder.core.Json;
import java.util.List;

/// The pieces of which messages about requests are made.
public final class Wording {
  private static final int CLIP = 100;

  private Wording() {}

  /// `text`, or its beginning when it is too long for a message.
  public static String clipped(String text) {
    return text.length() <= CLIP ? text : text.substring(0, CLIP) + "…";
  }

  /// `'a', 'b', and 'c'`.
  public static String listed(List<String> names) {
    List<String> quoted = names.stream().map(name -> "'" + name + "'").toList();
    int last = quoted.size() - 1;
    return switch (quoted.size()) {
      case 0, 1 -> String.join("", quoted);
      case 2 -> quoted.getFirst() + " and " + quoted.getLast();
      default -> String.join(", ", quoted.subList(0, last)) + ", and " + quoted.getLast();
    };
  }

  /// The value's type with its article.
  public static String typeOf(Json value) {
    return switch (value) {
      case Json.Obj _ -> "an object";
      case Json.Arr _ -> "an array";
      case Json.Str _ -> "a string";
      case Json.Num number -> whole(number.doubleValue()) ? "an integer" : "a decimal number";
      case Json.Bool _ -> "a boolean";
      case Json.Null _ -> "null";
    };
  }

  /// A bound as people write it: `2`, not `2.0`.
  public static String bound(Json.Num bound) {
    String literal = bound.literal();
    return literal.endsWith(".0") ? literal.substring(0, literal.length() - 2) : literal;
  }

  private static boolean whole(double number) {
    return number == Math.rint(number);
  }
}
