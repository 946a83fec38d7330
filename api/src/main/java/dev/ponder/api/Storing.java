package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.responses.CreateRequest;
import java.util.Optional;

/// Whether responses may be stored.
final class Storing {
  private Storing() {}

  /// The request, which stores nothing where nothing is kept.
  ///
  /// @throws Problem.Exceptional when it cannot be honoured without
  static CreateRequest allowed(CreateRequest request, Keeping keeping) {
    return switch (keeping) {
      case Keeping.For _, Keeping.Forever() -> request;
      case Keeping.Nothing() -> {
        if (request.background()) {
          throw new Problem(
                  Problem.Kind.INVALID_REQUEST,
                  "Background responses must be stored, and this server stores none.",
                  Optional.of("background"),
                  Optional.of("unsupported_value"))
              .exception();
        }
        yield unstored(request);
      }
    };
  }

  private static CreateRequest unstored(CreateRequest request) {
    return new CreateRequest(
        request.settings(),
        request.input(),
        request.instructions(),
        request.context(),
        false,
        false,
        request.generate(),
        request.delivery(),
        request.include(),
        request.truncation(),
        request.thinking(),
        request.toolNames(),
        request.profile(),
        Shelf.with(request.echo(), "store", Json.of(false)));
  }
}
