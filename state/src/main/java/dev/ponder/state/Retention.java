package dev.ponder.state;

import java.time.Instant;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Deletes what need not be kept, for good: objects with their items and contents, and in SQLite
/// the bytes they had in its files.
public final class Retention {
  /// Few enough that others write in between.
  private static final int TOGETHER = 200;

  private final State state;

  Retention(State state) {
    this.state = state;
  }

  /// Deletes everything that has expired by then, and the remains of what was deleted or changed
  /// since the last sweep. To be called every minute or so.
  ///
  /// @return how many objects had expired
  public long sweep(Instant now) {
    long deleted = repeat(session -> session.deleteExpired(now, TOGETHER));
    state.keys().noteUse();
    state.scrub();
    return deleted;
  }

  /// Deletes all objects of those kinds that were created before then; the next sweep removes their
  /// remains.
  ///
  /// @return how many they were
  public long deleteOlderThan(Set<Kind> kinds, Instant then) {
    return kinds.stream()
        .mapToLong(kind -> repeat(session -> session.deleteOlder(kind, then, TOGETHER)))
        .sum();
  }

  private long repeat(ToIntFunction<Session> some) {
    long sum = 0;
    int last = TOGETHER;
    while (last == TOGETHER) {
      last = state.transaction(some::applyAsInt);
      sum += last;
    }
    return sum;
  }
}
