package dev.ponder.app;

import dev.ponder.fleet.Names;
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
    // That name must stay the one that hides the thinking.
    return id.equals(Names.ORIGINAL) ? id + "-local" : id;
  }
}
