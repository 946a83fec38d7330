package dev.ponder.fleet;

import dev.ponder.core.Embedder;
import dev.ponder.core.Metric;
import dev.ponder.core.Responder;
import java.util.List;

/// A model in memory.
public interface Resident extends AutoCloseable {

  Responder responder();

  Embedder embedder();

  /// What it counts, not labelled by model.
  List<Metric> metrics();

  /// Gives its memory back. Called once, when no answer is being made.
  @Override
  void close();
}
