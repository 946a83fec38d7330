package dev.ponder.app;

import dev.ponder.compute.CacheType;
import dev.ponder.core.Defaults;
import java.util.Optional;
import java.util.OptionalInt;

/// How one model is to be run, as far as it differs from the others.
///
/// @param context most tokens of one answer and its prompt
/// @param cacheType how its keys and values are kept
/// @param maxConcurrent most answers computed side by side
/// @param defaults what holds where a request says nothing
record ModelSettings(
    OptionalInt context,
    Optional<CacheType> cacheType,
    OptionalInt maxConcurrent,
    Defaults defaults) {

  /// Nothing differs.
  static final ModelSettings USUAL =
      new ModelSettings(OptionalInt.empty(), Optional.empty(), OptionalInt.empty(), Defaults.API);

  /// That capacity with what is set here in place.
  Capacity over(Capacity usual) {
    return new Capacity(
        usual.threads(),
        context.orElse(usual.context()),
        maxConcurrent.orElse(usual.sequences()),
        cacheType.orElse(usual.cacheType()),
        usual.adapter());
  }
}
