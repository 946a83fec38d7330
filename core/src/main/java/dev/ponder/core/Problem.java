package dev.ponder.core;

import java.util.Optional;

/// Something that the caller must be told, in the four fields of the OpenAI error body.
///
/// @param param the request field at fault, such as `messages[0].content`
/// @param code the machine-readable code, such as `context_length_exceeded`
public record Problem(Kind kind, String message, Optional<String> param, Optional<String> code) {

  /// What went wrong, from which a protocol derives status and type.
  public enum Kind {
    /// The request is at fault.
    INVALID_REQUEST,
    /// No or a wrong key.
    UNAUTHORIZED,
    /// The key is known and does not allow this.
    FORBIDDEN,
    /// No such model, route or object.
    NOT_FOUND,
    /// The route exists, the method does not.
    METHOD_NOT_ALLOWED,
    /// The object is in a state that does not allow this.
    CONFLICT,
    /// The body is larger than the server takes.
    TOO_LARGE,
    /// The client was too slow to send its request.
    TIMEOUT,
    /// Too many requests at once; try again later.
    OVERLOADED,
    /// The key has used up its requests for now.
    RATE_LIMITED,
    /// The key has used up its tokens for now.
    TOKENS_LIMITED,
    /// The server is starting or stopping.
    UNAVAILABLE,
    /// Our fault.
    INTERNAL
  }

  /// A problem with neither param nor code.
  public static Problem of(Kind kind, String message) {
    return new Problem(kind, message, Optional.empty(), Optional.empty());
  }

  /// An invalid request field.
  public static Problem invalid(String param, String code, String message) {
    return new Problem(Kind.INVALID_REQUEST, message, Optional.of(param), Optional.of(code));
  }

  /// This problem as something to throw.
  public Exceptional exception() {
    return new Exceptional(this);
  }

  /// Carries a problem up to the edge that answers it.
  public static final class Exceptional extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    private Exceptional(Problem problem) {
      // Expected outcomes need no stack trace.
      super(problem.message(), null, false, false);
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }
}
