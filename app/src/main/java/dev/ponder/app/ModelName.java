package dev.ponder.app;

import dev.ponder.core.HostedModel;
import java.util.Locale;

/// Makes names that clients can use.
final class ModelName {
  private ModelName() {}

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
