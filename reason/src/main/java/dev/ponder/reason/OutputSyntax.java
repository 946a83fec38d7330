package dev.ponder.reason;

import dev.ponder.core.Tool;
import dev.ponder.grammar.Form;
import java.util.List;
import java.util.Optional;

/// How a family's models write answers and calls, as forms that an output can be held to.
public interface OutputSyntax {

  /// The marks that the forms speak of.
  MarkForms marks();

  /// Whether forms are about all of the output, thoughts included; otherwise about what follows the
  /// thought.
  boolean throughout();

  /// What may be written; empty when anything may.
  Optional<Form> form(Wanted wanted);

  /// What a request asks for.
  ///
  /// @param answer what the answer must be; empty when it is words
  /// @param calls the tools that may be called
  /// @param most how many calls at most
  /// @param thinking whether a thought may come first
  record Wanted(Optional<Form> answer, List<Call> calls, Need need, int most, boolean thinking) {
    public Wanted {
      calls = List.copyOf(calls);
    }
  }

  /// A tool that may be called.
  ///
  /// @param arguments the JSON texts that it takes
  record Call(Tool tool, Form arguments) {}

  /// Whether calls are to be made.
  enum Need {
    /// There are no tools.
    NONE,
    /// There are tools, and none may be called.
    FORBIDDEN,
    POSSIBLE,
    REQUIRED
  }
}
