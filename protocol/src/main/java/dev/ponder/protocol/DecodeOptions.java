package dev.ponder.protocol;

import dev.ponder.core.Defaults;
import java.util.function.Function;

/// What decides how a request is read, beside the request itself.
///
/// @param usual what holds for a model, by its name, where the request says nothing
public record DecodeOptions(Function<String, Defaults> usual, Profile profile) {

  /// The API's own defaults for every model; everything that can be honoured is.
  public static final DecodeOptions DEFAULT = new DecodeOptions(_ -> Defaults.API, Profile.LENIENT);
}
