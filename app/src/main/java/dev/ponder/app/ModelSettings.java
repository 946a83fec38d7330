package dev.ponder.app;

import dev.ponder.compute.CacheType;
import dev.ponder.core.Defaults;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// How one model is to be run, as far as it differs from the others.
///
/// @param context most tokens of one answer and its prompt
/// @param cacheType how its keys and values are kept
/// @param maxConcurrent most answers computed side by side
/// @param defaults what holds where a request says nothing
/// @param adapted what it is made of, where it has no file of its own
record ModelSettings(
    OptionalInt context,
    Optional<CacheType> cacheType,
    OptionalInt maxConcurrent,
    Defaults defaults,
    Optional<Adapted> adapted) {

  /// Another model with an adapter beside it.
  ///
  /// @param model the other's id
  record Adapted(String model, Path adapter) {}

  /// Nothing differs.
  static final ModelSettings USUAL =
      new ModelSettings(
          OptionalInt.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Defaults.API,
          Optional.empty());

  /// That capacity with what is set here in place.
  Capacity over(Capacity usual) {
    return new Capacity(
        usual.threads(),
        context.orElse(usual.context()),
        maxConcurrent.orElse(usual.sequences()),
        cacheType.orElse(usual.cacheType()),
        adapted.map(Adapted::adapter).or(usual::adapter));
  }
}
