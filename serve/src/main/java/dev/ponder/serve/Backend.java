package dev.ponder.serve;

import dev.ponder.api.Api;
import dev.ponder.api.Keyring;
import dev.ponder.core.Metric;
import dev.ponder.core.ModelCatalog;
import dev.ponder.core.Responder;
import java.util.List;
import java.util.function.Supplier;

/// What the server serves.
///
/// @param keyring who is let in
/// @param metrics more families to print under `/metrics`
public record Backend(Api api, Keyring keyring, Supplier<List<Metric>> metrics) {

  Responder responder() {
    return api.foundation().responder();
  }

  ModelCatalog catalog() {
    return api.foundation().catalog();
  }
}
