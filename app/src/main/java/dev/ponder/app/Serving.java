package dev.ponder.app;

import dev.ponder.model.ModelNeeds;
import java.time.Duration;

/// How models are served.
///
/// @param usual how much may be computed where the settings say nothing
/// @param bytes memory that all models may take together
/// @param share the part of what one model's weights leave that its cache may take
/// @param warmUp how long each runs for nothing once it is loaded
/// @param prefixes what they keep of computed prompts between starts
record Serving(
    Capacity usual,
    Settings settings,
    long bytes,
    double share,
    Duration warmUp,
    Console console,
    Prefixes prefixes) {

  /// A single model has everything.
  static final double ALONE = 1;

  /// Of several models each leaves the others room, so that asking for them in turn does not load
  /// them each time.
  static final double AMONG_OTHERS = 1.0 / 3;

  /// Nothing is kept between starts.
  Serving(
      Capacity usual,
      Settings settings,
      long bytes,
      double share,
      Duration warmUp,
      Console console) {
    this(usual, settings, bytes, share, warmUp, console, Prefixes.none());
  }

  /// How much that model may compute.
  Capacity capacity(String id) {
    return settings.of(id).over(usual);
  }

  /// The memory that a model of those needs may take, cache included.
  long available(ModelNeeds needs) {
    long fixed = needs.weightBytes() + needs.activationBytes();
    long most = Math.min(bytes, new MachineMemory().available());
    return fixed >= most ? most : fixed + (long) ((most - fixed) * share);
  }
}
