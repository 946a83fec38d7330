package dev.ponder.protocol.anthropic;

import dev.ponder.core.Defaults;
import dev.ponder.protocol.Sealer;
import java.util.function.Function;

/// What decides how a request is read, beside the request itself.
///
/// @param usual what holds for a model, by its name, where the request says nothing
/// @param sealer opens the signatures of thoughts that come back
public record MessagesOptions(Function<String, Defaults> usual, Sealer sealer, Extras extras) {}
