package dev.ponder.jinja;

/// A template that cannot be used; the message is one sentence for whoever chose the model.
public sealed class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  private TemplateException(String message, int line) {
    super(message, null, false, true);
    this.line = line;
  }

  /// The line of the template, from 1.
  public int line() {
    return line;
  }

  private static String placed(int line, String message) {
    return "line " + line + ": " + message;
  }

  /// The text is not a template.
  public static final class Syntax extends TemplateException {
    private static final long serialVersionUID = 1L;

    Syntax(int line, String message) {
      super(placed(line, message), line);
    }
  }

  /// The template itself refused its input with `raise_exception`; the message is the template's.
  public static final class Raised extends TemplateException {
    private static final long serialVersionUID = 1L;

    Raised(int line, String message) {
      super(message, line);
    }
  }

  /// The template did something that Python would not let it do either, such as adding a number to
  /// a string or calling what is undefined.
  public static final class Failed extends TemplateException {
    private static final long serialVersionUID = 1L;

    Failed(int line, String message) {
      super(placed(line, message), line);
    }
  }

  /// The template asks for more than the [Limits] allow.
  public static final class LimitExceeded extends TemplateException {
    private static final long serialVersionUID = 1L;

    LimitExceeded(int line, String message) {
      super(placed(line, message), line);
    }
  }
}
