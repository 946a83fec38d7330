package dev.ponder.serve;

import dev.ponder.core.Metric;
import dev.ponder.core.ModelCatalog;
import dev.ponder.core.Responder;
import java.util.List;
import java.util.function.Supplier;

/// What the server serves.
///
/// @param metrics more families to print under `/metrics`
public record Backend(Responder responder, ModelCatalog catalog, Supplier<List<Metric>> metrics) {}
