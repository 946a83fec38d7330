package dev.ponder.core;

import java.util.List;
import java.util.Optional;

/// The models that can be asked for, aliases included.
public interface ModelCatalog {

  /// All, the default model first.
  List<ModelInfo> models();

  /// The model of that id or exact version.
  Optional<ModelInfo> find(String name);
}
