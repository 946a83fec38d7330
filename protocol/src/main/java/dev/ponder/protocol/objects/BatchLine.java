package dev.ponder.protocol.objects;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Wording;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A request of a batch: one line of its input file.
///
/// @param customId what the client tells it by
/// @param body what would be the body of a request of its own
public record BatchLine(String customId, String model, Json.Obj body) {
  private static final int LONGEST_ID = 512;

  /// A line that is no request.
  public static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient BatchProblem problem;

    private UnusableException(BatchProblem problem) {
      super(problem.message(), null, false, false);
      this.problem = problem;
    }

    public BatchProblem problem() {
      return problem;
    }
  }

  /// Reads a line.
  ///
  /// @param number of the line, counted from 1
  /// @throws UnusableException when it is no request to that endpoint
  public static BatchLine decode(byte[] utf8, int number, BatchEndpoint endpoint)
      throws UnusableException {
    Cursor line = parse(utf8, number);
    try {
      line.allow(Set.of("custom_id", "method", "url", "body"));
      String id = line.required("custom_id").filledString(LONGEST_ID);
      requireMethod(line.required("method"), number);
      requireUrl(line.required("url"), number, endpoint);
      Cursor body = line.required("body");
      String model = body.required("model").filledString(LONGEST_ID);
      return new BatchLine(id, model, new Json.Obj(body.members()));
    } catch (Problem.Exceptional e) {
      Problem problem = e.problem();
      throw new UnusableException(
          new BatchProblem(
              problem.code().orElse("invalid_request"),
              problem.message(),
              problem.param(),
              OptionalInt.of(number)));
    }
  }

  private static Cursor parse(byte[] utf8, int number) throws UnusableException {
    try {
      return Cursor.root(Json.parse(utf8));
    } catch (JsonSyntaxException e) {
      String message = "This line is not parseable as valid JSON: " + e.getMessage() + ".";
      throw unusable("invalid_json_line", message, Optional.empty(), number);
    } catch (Problem.Exceptional e) {
      throw unusable("invalid_json_line", e.problem().message(), Optional.empty(), number);
    }
  }

  private static void requireMethod(Cursor method, int number) throws UnusableException {
    if (!method.string().equals("POST")) {
      throw unusable(
          "invalid_method",
          "Invalid method: '%s'. Only 'POST' is supported."
              .formatted(Wording.clipped(method.string())),
          Optional.of("method"),
          number);
    }
  }

  private static void requireUrl(Cursor url, int number, BatchEndpoint endpoint)
      throws UnusableException {
    if (!url.string().equals(endpoint.path())) {
      throw unusable(
          "invalid_url",
          "The URL '%s' of this request does not match the batch endpoint '%s'."
              .formatted(Wording.clipped(url.string()), endpoint.path()),
          Optional.of("url"),
          number);
    }
  }

  /// The problem of a `custom_id` that an earlier line has.
  public BatchProblem duplicate(int number) {
    return new BatchProblem(
        "duplicate_custom_id",
        "The custom_id '%s' is also that of an earlier line; each line of a batch needs its own."
            .formatted(Wording.clipped(customId)),
        Optional.of("custom_id"),
        OptionalInt.of(number));
  }

  /// The problem of a model that there is not.
  public BatchProblem unknownModel(int number) {
    return new BatchProblem(
        "model_not_found",
        "The model '%s' does not exist or you do not have access to it."
            .formatted(Wording.clipped(model)),
        Optional.of("body.model"),
        OptionalInt.of(number));
  }

  private static UnusableException unusable(
      String code, String message, Optional<String> param, int number) {
    return new UnusableException(new BatchProblem(code, message, param, OptionalInt.of(number)));
  }
}
