package dev.ponder.script;

/// A script cannot be played; the message names the line and the field.
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScriptException(int line, String message) {
    super("line " + line + ": " + message);
  }
}
