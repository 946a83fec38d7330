package dev.ponder.app;

import dev.ponder.compute.Format;
import dev.ponder.model.WarmUp;
import java.time.Duration;
import java.util.Set;

/// Chooses and warms up kernels on a thread of its own while the command line is read and the model
/// loaded, for commands that answer at once and where there is a processor to spare.
///
/// It knows no model yet and takes the format of the one that comes with Ponder: float kernels are
/// those that are compiled while they run, and there is no harm in having warmed up others. What
/// goes wrong here goes wrong again where it can be told.
final class HeadStart {
  private static final Set<String> VERBS = Set.of("run", "chat");
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private HeadStart() {}

  static void begin(String... arguments) {
    if (arguments.length > 0
        && VERBS.contains(arguments[0])
        && Runtime.getRuntime().availableProcessors() > 1) {
      Thread.ofPlatform().daemon().name("ponder-head-start").start(HeadStart::prepare);
    }
  }

  private static void prepare() {
    try {
      WarmUp.products(ChosenKernels.ofProcess(), Format.F16, LIMIT);
    } catch (RuntimeException | LinkageError _) {
      // See above.
    }
  }
}
