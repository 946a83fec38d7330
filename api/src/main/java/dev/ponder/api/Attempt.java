package dev.ponder.api;

import dev.ponder.core.Problem;
import dev.ponder.protocol.objects.NotFound;
import dev.ponder.state.StateException;
import dev.ponder.state.UnknownCursorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Failures of the state in the words of the API.
final class Attempt {
  private Attempt() {}

  /// Something that is done with contents.
  interface Work<T> {
    T run() throws IOException;
  }

  /// Does the work.
  ///
  /// @throws Problem.Exceptional when the disk is full, or an entry to start from is unknown
  static <T> T of(Work<T> work) {
    try {
      return work.run();
    } catch (UnknownCursorException e) {
      throw NotFound.cursor(e.id()).exception();
    } catch (StateException e) {
      throw problem(e).<RuntimeException>map(Problem::exception).orElse(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Problem> problem(StateException e) {
    return switch (e.reason()) {
      case FULL ->
          Optional.of(
              Problem.of(Problem.Kind.INTERNAL, "The server has no room left for what it stores."));
      case CLOSED ->
          Optional.of(Problem.of(Problem.Kind.UNAVAILABLE, "The server is shutting down."));
      case PRESENT,
          ABSENT,
          TOO_LARGE,
          IN_USE,
          READ_ONLY,
          DAMAGED,
          NEWER,
          MISNAMED,
          UNREACHABLE,
          FAILED ->
          Optional.empty();
    };
  }
}
