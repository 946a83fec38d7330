package dev.ponder.api;

import dev.ponder.core.ModelCatalog;
import dev.ponder.core.ModelInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A catalogue of the model `m`.
record OneModel() implements ModelCatalog {
  private static final ModelInfo MODEL = ModelInfo.of("m", Optional.empty(), Instant.EPOCH, 1_000);

  @Override
  public List<ModelInfo> models() {
    return List.of(MODEL);
  }

  @Override
  public Optional<ModelInfo> find(String name) {
    return Optional.of(MODEL).filter(model -> model.id().equals(name));
  }
}
