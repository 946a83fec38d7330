package dev.ponder.state;

import java.util.List;
import java.util.function.Function;

/// Part of a list. It may be shorter than asked for although there is more: pages are limited in
/// bytes too.
///
/// @param more whether the list goes on in the direction that was asked for
public record Page<T>(List<T> entries, boolean more) {
  public Page {
    entries = List.copyOf(entries);
  }

  public <U> Page<U> map(Function<T, U> each) {
    return new Page<>(entries.stream().map(each).toList(), more);
  }
}
