package dev.ponder.api;

import dev.ponder.core.Embedder;
import dev.ponder.core.ModelCatalog;
import dev.ponder.core.Responder;
import dev.ponder.state.State;
import java.time.InstantSource;

/// What all operations stand on.
///
/// @param embedder makes vectors, with the models of the same catalogue
/// @param state what is stored; its owner closes it, after the [Api]
/// @param keeping how long responses and completions stay there
public record Foundation(
    Responder responder,
    Embedder embedder,
    ModelCatalog catalog,
    State state,
    Keeping keeping,
    InstantSource clock,
    ApiOptions options) {

  /// With the usual options.
  public Foundation(
      Responder responder,
      Embedder embedder,
      ModelCatalog catalog,
      State state,
      Keeping keeping,
      InstantSource clock) {
    this(responder, embedder, catalog, state, keeping, clock, ApiOptions.DEFAULT);
  }
}
