package dev.ponder.reason;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the text out of a custom tool's arguments, `{"input": "…"}`, while they are written.
///
/// ```text
///        {"input": "          "
///  HEAD ------------> STRING ----> REST
///    |
///    +-- anything else --> RAW
/// ```
///
/// Arguments of another shape are the text themselves: what a model wrote is never lost.
final class CustomInput {
  private static final Pattern OPENING =
      Pattern.compile("\\s*+\\{\\s*+\"" + CustomTools.INPUT + "\"\\s*+:\\s*+\"");
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";
  private static final char REPLACEMENT = '\ufffd';

  private enum State {
    HEAD,
    STRING,
    REST,
    RAW
  }

  private final StringBuilder held = new StringBuilder();
  private final StringBuilder out = new StringBuilder();
  private State state = State.HEAD;
  private char high;

  /// The text that this piece of arguments completes.
  String accept(String arguments) {
    for (int i = 0; i < arguments.length(); i++) {
      step(arguments.charAt(i));
    }
    return drain();
  }

  /// What was held back, once nothing follows.
  String end() {
    switch (state) {
      case HEAD -> release();
      case STRING -> {
        release();
        flushHigh();
      }
      case REST, RAW -> {}
    }
    return drain();
  }

  private void step(char c) {
    switch (state) {
      case HEAD -> {
        held.append(c);
        open();
      }
      case STRING -> string(c);
      case REST -> {}
      case RAW -> out.append(c);
    }
  }

  private void open() {
    Matcher opening = OPENING.matcher(held);
    if (opening.matches()) {
      state = State.STRING;
      held.setLength(0);
    } else if (!opening.hitEnd()) {
      state = State.RAW;
      release();
    }
  }

  /// Held is an escape that has begun.
  private void string(char c) {
    if (!held.isEmpty()) {
      held.append(c);
      escape();
    } else if (c == '\\') {
      held.append(c);
    } else if (c == '"') {
      flushHigh();
      state = State.REST;
    } else {
      say(c);
    }
  }

  private void escape() {
    char kind = held.charAt(1);
    char last = held.charAt(held.length() - 1);
    int simple = ESCAPES.indexOf(kind);
    if (simple >= 0) {
      held.setLength(0);
      say(ESCAPED.charAt(simple));
    } else if (kind != 'u' || held.length() > 2 && Character.digit(last, 16) < 0) {
      flushHigh();
      release();
    } else if (held.length() == 6) {
      char unit = (char) Integer.parseInt(held.substring(2), 16);
      held.setLength(0);
      say(unit);
    }
  }

  /// Halves of a character come out together, since a piece on the wire cannot end within one.
  private void say(char unit) {
    if (Character.isLowSurrogate(unit)) {
      out.append(high == 0 ? String.valueOf(REPLACEMENT) : new String(new char[] {high, unit}));
      high = 0;
      return;
    }
    flushHigh();
    if (Character.isHighSurrogate(unit)) {
      high = unit;
    } else {
      out.append(unit);
    }
  }

  private void flushHigh() {
    if (high != 0) {
      out.append(REPLACEMENT);
      high = 0;
    }
  }

  private void release() {
    out.append(held);
    held.setLength(0);
  }

  private String drain() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }
}
