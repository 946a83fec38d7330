package dev.ponder.app;

import dev.ponder.core.HostedModel;
import dev.ponder.model.ModelLoader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Makes names that clients can use.
final class ModelName {
  private ModelName() {}

  /// The id of a model of that name: with an adapter `ft:MODEL:ADAPTER`, as OpenAI has it.
  ///
  /// @throws dev.ponder.model.UnusableModelException when the adapter's file is damaged
  static String of(String model, Optional<Path> adapter) {
    return adapter
        .map(file -> "ft:" + of(model) + ":" + of(ModelLoader.name(file)))
        .orElseGet(() -> of(model));
  }

  /// The text as a model's id: in lower case, other characters than letters, digits, dots and
  /// underscores as hyphens.
  static String of(String text) {
    String id =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._]+", "-")
            .replaceAll("^[-.]+|[-.]+$", "");
    if (id.isEmpty()) {
      return "model";
    }
    // These names must stay those that hide the thinking.
    return HostedModel.NAMES.contains(id) ? id + "-local" : id;
  }
}
