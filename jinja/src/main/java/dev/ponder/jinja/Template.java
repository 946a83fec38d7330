package dev.ponder.jinja;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A parsed chat template; immutable, and safe to render from several threads at once.
public final class Template {
  private static final int MAX_LENGTH = 1_000_000;

  private final List<Statement> statements;

  private Template(List<Statement> statements) {
    this.statements = statements;
  }

  /// Parses a template.
  ///
  /// @throws TemplateException.Syntax when it is none, or uses what is not supported
  /// @throws TemplateException.LimitExceeded when it is longer than a million characters, or nests
  ///   its blocks or parentheses more than 100 levels deep
  public static Template parse(String source) {
    if (source.length() > MAX_LENGTH) {
      throw new TemplateException.LimitExceeded(
          1, "the template is longer than " + MAX_LENGTH + " characters");
    }
    return new Template(Parser.parse(Lexer.tokens(source)));
  }

  /// Renders it within the [Limits#STANDARD]; see [#render(Map, Clock, Limits)].
  public Rendering render(Map<String, Input> variables, Clock clock) {
    return render(variables, clock, Limits.STANDARD);
  }

  /// Renders it.
  ///
  /// @param clock what `strftime_now` tells, in the clock's zone
  /// @throws TemplateException.Raised when the template refuses its input
  /// @throws TemplateException.Failed when it does what Python does not allow
  /// @throws TemplateException.LimitExceeded when it would take more than the limits
  public Rendering render(Map<String, Input> variables, Clock clock, Limits limits) {
    Run run = new Run(limits, clock);
    try {
      Map<String, Value> names = new HashMap<>(Globals.ALL);
      variables.forEach((name, input) -> names.put(name, Inputs.value(input)));
      return new Rendering(run.executor().all(statements, Scope.of(names)).spans());
    } catch (StackOverflowError e) {
      // The depth is limited, but how much stack the caller has left is not known.
      throw run.budget().exceeded("the template nests too deeply for this thread's stack");
    }
  }
}
