package dev.ponder.reason;

import java.util.List;
import java.util.Set;

/// How a model's thought begins, ends and is skipped, in tokens.
///
/// @param open tokens that begin a thought by themselves; empty where it takes several
/// @param close what to write so that an open thought ends and the answer begins; empty for models
///   that do not think
/// @param skip what to append to a prompt so that the model answers at once; empty for models that
///   are not expected to think
public record ThoughtMarks(Set<Integer> open, List<Integer> close, List<Integer> skip) {

  /// Of a model that does not think.
  public static final ThoughtMarks NONE = new ThoughtMarks(Set.of(), List.of(), List.of());

  public ThoughtMarks {
    open = Set.copyOf(open);
    close = List.copyOf(close);
    skip = List.copyOf(skip);
  }
}
