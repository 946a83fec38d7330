package dev.ponder.script;

import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What is answered where a rule applies, before the request's own limits cut it.
///
/// @param pause tokens of thought that are written before anything else: how a script takes time
record Reply(
    int pause,
    Template thinking,
    Optional<Template> text,
    List<Call> calls,
    Optional<FinishReason> finish,
    Optional<Failure> error) {
  private static final Set<String> NAMES =
      Set.of("pause", "thinking", "text", "calls", "finish", "error");

  Reply {
    calls = List.copyOf(calls);
  }

  /// A call of a tool.
  ///
  /// @param tool its name, or a regular expression for it
  /// @param given arguments or input; empty for the least that the tool takes
  record Call(Template tool, Optional<Given> given) {}

  /// What a call says to its tool.
  sealed interface Given {
    /// To a function.
    record Arguments(Json value) implements Given {}

    /// To a custom tool; or to a function, JSON as it stands, perhaps broken.
    record Input(Template text) implements Given {}
  }

  /// An answer that breaks off.
  ///
  /// @param after so many tokens; empty before anything was said
  record Failure(Problem problem, OptionalInt after) {}

  /// An answer of just that text.
  static Reply saying(String text) {
    return new Reply(
        0,
        new Template(""),
        Optional.of(new Template(text)),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  static Reply of(Field reply) {
    reply.allow(NAMES);
    return new Reply(
        reply.optional("pause").map(field -> field.count(0)).orElse(0),
        reply.optional("thinking").map(Template::of).orElse(new Template("")),
        reply.optional("text").map(Template::of),
        reply.optional("calls").map(Field::elements).orElse(List.of()).stream()
            .map(Reply::call)
            .toList(),
        reply.optional("finish").map(Reply::finish),
        reply.optional("error").map(Reply::failure));
  }

  private static Call call(Field call) {
    call.allow(Set.of("tool", "arguments", "input"));
    Optional<Given> arguments =
        call.optional("arguments")
            .map(field -> {
              field.members();
              Template.checkAll(field, field.value());
              return new Given.Arguments(field.value());
            });
    Optional<Given> input =
        call.optional("input").map(field -> new Given.Input(Template.of(field)));
    if (arguments.isPresent() && input.isPresent()) {
      throw call.wrong("has both 'arguments' and 'input'");
    }
    return new Call(Template.of(call.required("tool")), arguments.or(() -> input));
  }

  private static FinishReason finish(Field field) {
    return switch (field.oneOf(List.of("stop", "length", "tool_calls"))) {
      case "stop" -> FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      default -> FinishReason.TOOL_CALLS;
    };
  }

  private static Failure failure(Field error) {
    error.allow(Set.of("kind", "message", "code", "param", "after"));
    Problem.Kind kind =
        switch (error
            .optional("kind")
            .map(field -> field.oneOf(List.of("internal", "invalid_request", "overloaded")))
            .orElse("internal")) {
          case "invalid_request" -> Problem.Kind.INVALID_REQUEST;
          case "overloaded" -> Problem.Kind.OVERLOADED;
          default -> Problem.Kind.INTERNAL;
        };
    Problem problem =
        new Problem(
            kind,
            error.optional("message").map(Field::text).orElse("The script says that this fails."),
            error.optional("param").map(Field::text),
            error.optional("code").map(Field::text));
    return new Failure(
        problem,
        error
            .optional("after")
            .map(field -> OptionalInt.of(field.count(0)))
            .orElseGet(OptionalInt::empty));
  }
}
