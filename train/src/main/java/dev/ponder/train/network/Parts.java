package dev.ponder.train.network;

import java.util.List;

/// What a network is put together from. Names are GGUF's, without `.weight` and `.bias`.
///
/// A network of which something else is learned than its own weights comes from other parts.
interface Parts {

  /// The vectors of tokens.
  TokenTable table();

  /// A projection.
  Linear linear(String name, int outputs, int inputs);

  /// Projections of the same input, their outputs side by side in that order.
  Linear joined(int inputs, List<Projection> projections);

  /// One of several.
  record Projection(String name, int outputs) {}

  /// What makes logits of states.
  Linear head();

  /// A norm of rows of that many heads.
  LearnedNorm norm(String name, int width, int heads);
}
