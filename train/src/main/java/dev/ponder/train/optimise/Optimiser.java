package dev.ponder.train.optimise;

import java.util.List;

/// Changes parameters by their gradients. One thread uses it, the parameters' owner.
public interface Optimiser {

  /// Takes one step against the gradients, which stay as they are.
  ///
  /// @param number of updates with this one, since [#memory] was all zeros: 1 for the first
  /// @param share of the rates that the rules were made with, as a [Schedule] gives it
  void update(long number, double share);

  /// What it remembers from update to update, always in the same order: to be saved, and
  /// overwritten with what was saved. Zeros to begin with.
  List<Memory> memory();

  /// Running sums for one parameter.
  ///
  /// @param name the rule's word for them and the parameter's name: `sum/blk.0.attn_q.weight`
  /// @param values as many as the parameter has; the optimiser's own
  record Memory(String name, float[] values) {}
}
