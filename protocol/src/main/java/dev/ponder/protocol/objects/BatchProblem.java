package dev.ponder.protocol.objects;

import dev.ponder.core.Json;
import dev.ponder.protocol.wire.Cursor;
import java.util.Optional;
import java.util.OptionalInt;

/// Why a batch cannot be started.
///
/// @param param the field of the line at fault
/// @param line of the input file, counted from 1; empty when no line in particular is at fault
public record BatchProblem(String code, String message, Optional<String> param, OptionalInt line) {

  /// A problem of no line in particular.
  public static BatchProblem ofFile(String code, String message) {
    return new BatchProblem(code, message, Optional.empty(), OptionalInt.empty());
  }

  Json.Obj json() {
    Json.Builder problem = Json.object().put("code", code).put("message", message);
    param.ifPresentOrElse(name -> problem.put("param", name), () -> problem.putNull("param"));
    line.ifPresentOrElse(number -> problem.put("line", number), () -> problem.putNull("line"));
    return problem.build();
  }

  static BatchProblem decode(Cursor problem) {
    return new BatchProblem(
        problem.required("code").string(),
        problem.required("message").string(),
        problem.optional("param").map(Cursor::string),
        problem
            .optional("line")
            .map(line -> OptionalInt.of((int) line.integer(1, Integer.MAX_VALUE)))
            .orElse(OptionalInt.empty()));
  }
}
