package dev.ponder.train.network;

import dev.ponder.train.Parameter;
import java.util.Optional;

/// Where the first values of parameters come from.
interface Weights {

  /// A matrix or vector that must be there.
  ///
  /// @param name in full, such as `blk.0.attn_q.weight`
  Parameter parameter(String name, Parameter.Role role, int rows, int columns);

  /// The bias of that name, if this model has it.
  Optional<Parameter> bias(String name, int length);
}
