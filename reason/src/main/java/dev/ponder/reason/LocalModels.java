package dev.ponder.reason;

import dev.ponder.core.ModelCatalog;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.ModelInfo.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One local model under its own name and under the alias `o4-mini`, which hides its thinking.
public final class LocalModels implements ModelCatalog {

  /// The name that clients of the original use.
  public static final String ALIAS = "o4-mini";

  private final ModelInfo own;
  private final ModelInfo alias;

  private LocalModels(ModelInfo own, ModelInfo alias) {
    this.own = own;
    this.alias = alias;
  }

  /// The catalogue of one model.
  ///
  /// @param name what the model is called; spelled in lower case, other characters than letters,
  ///   digits, dots and underscores become hyphens
  /// @param sha256 digest of the model file, 64 lower-case hex digits
  public static LocalModels of(String name, String sha256, Instant created, int contextLength) {
    String id = id(name);
    ModelInfo own = ModelInfo.of(id, Optional.of(sha256), created, contextLength);
    return new LocalModels(own, own.renamed(ALIAS, Visibility.REASONING_HIDDEN));
  }

  private static String id(String name) {
    String id =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._]+", "-")
            .replaceAll("^[-.]+|[-.]+$", "");
    if (id.isEmpty()) {
      return "model";
    }
    // The alias must stay the one that hides.
    return id.equals(ALIAS) ? ALIAS + "-local" : id;
  }

  /// The model under its own name: the default.
  public ModelInfo own() {
    return own;
  }

  @Override
  public List<ModelInfo> models() {
    return List.of(own, alias);
  }

  @Override
  public Optional<ModelInfo> find(String name) {
    if (name.equals(own.id()) || name.equals(own.version())) {
      return Optional.of(own);
    }
    return name.equals(ALIAS) ? Optional.of(alias) : Optional.empty();
  }
}
