package dev.ponder.engine;

import java.util.List;

/// What one step computes, oldest sequence first.
record StepPlan(List<Work> work) {
  StepPlan {
    work = List.copyOf(work);
  }

  /// Positions `[from, from + count)` of a sequence.
  record Work(long sequence, int from, int count) {
    int to() {
      return from + count;
    }
  }
}
