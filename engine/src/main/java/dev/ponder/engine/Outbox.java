package dev.ponder.engine;

import java.util.ArrayDeque;
import java.util.Queue;

/// What readers are to be told once the step that it comes from is whole. Owned by the engine's
/// thread.
final class Outbox {
  private record Publication(TokenStream stream, TokenStep step) {}

  private final Queue<Publication> publications = new ArrayDeque<>();

  void add(TokenStream stream, TokenStep step) {
    publications.add(new Publication(stream, step));
  }

  /// Tells all of it, in order. What a failure leaves over comes with the next call, and nothing
  /// comes twice.
  void deliver() {
    for (Publication next = publications.peek(); next != null; next = publications.peek()) {
      next.stream().put(next.step());
      publications.remove();
    }
  }

  /// Tells every reader that this instead.
  void deliverInstead(TokenStep step) {
    for (Publication next = publications.poll(); next != null; next = publications.poll()) {
      next.stream().put(step);
    }
  }
}
