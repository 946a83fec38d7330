package dev.ponder.api;

import dev.ponder.core.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which conversations somebody works on. A response holds its conversation from before it reads
/// the items until its own are appended, so that no two answers are given to the same items and
/// none gets between the items of another.
final class Holds {
  private final Set<Key> held = ConcurrentHashMap.newKeySet();

  private record Key(String owner, String conversation) {}

  /// The right to change the items of a conversation.
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /// No right at all.
  static Hold none() {
    return () -> {};
  }

  /// Takes hold of a conversation.
  ///
  /// @throws Problem.Exceptional when somebody else has
  Hold take(String owner, String conversation) {
    Key key = new Key(owner, conversation);
    if (!held.add(key)) {
      throw new Problem(
              Problem.Kind.CONFLICT,
              "Another process is currently operating on this conversation. Please retry in a few"
                  + " seconds.",
              Optional.of("conversation"),
              Optional.of("conversation_locked"))
          .exception();
    }
    return () -> held.remove(key);
  }
}
