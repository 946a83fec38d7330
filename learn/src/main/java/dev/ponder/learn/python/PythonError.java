package dev.ponder.learn.python;

/// Ends a run; a line such as `NameError: name 'x' is not defined`.
final class PythonError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String line;

  private PythonError(String line) {
    super(line, null, false, false);
    this.line = line;
  }

  String line() {
    return line;
  }

  static PythonError syntax() {
    return new PythonError("SyntaxError: invalid syntax");
  }

  static PythonError name(String name) {
    return new PythonError("NameError: name '%s' is not defined".formatted(name));
  }

  static PythonError type(String what) {
    return new PythonError("TypeError: " + what);
  }

  static PythonError division() {
    return new PythonError("ZeroDivisionError: division by zero");
  }

  static PythonError index() {
    return new PythonError("IndexError: list index out of range");
  }

  /// For what Python would do, but takes too much.
  static PythonError tooMuch(String what) {
    return new PythonError("MemoryError: " + what);
  }
}
