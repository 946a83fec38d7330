package dev.ponder.app;

import dev.ponder.api.Keeping;
import dev.ponder.state.State;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What the server remembers, where, and for how long.
final class StateOptions {
  private static final String FOREVER = "forever";

  @Mixin private StateLocationOption location = new StateLocationOption();

  @Option(
      names = "--no-state",
      description = "Remember everything in memory only, until the server stops.")
  private boolean none;

  @Option(
      names = "--retention",
      defaultValue = "30d",
      paramLabel = "TIME",
      description =
          "How long responses and chat completions are kept, such as 12h or 30d; 0 stores none, and"
              + " forever deletes none (default: ${DEFAULT-VALUE}).")
  private String retention = "";

  /// Opens what the options name, for this process alone.
  ///
  /// @throws dev.ponder.state.StateException when that is not possible
  State open(Console console) {
    if (none && location.isGiven()) {
      throw new Mistake("--no-state and --state exclude each other");
    }
    return none ? State.temporary() : State.open(location.location(console));
  }

  /// How long what requests leave behind is kept.
  Keeping keeping() {
    if (retention.equals(FOREVER)) {
      return new Keeping.Forever();
    }
    Duration time =
        Durations.parse(retention)
            .orElseThrow(() ->
                new Mistake(
                    "--retention must be a time such as 12h or 30d, 0 or forever, not '%s'"
                        .formatted(retention)));
    return time.isZero() ? new Keeping.Nothing() : new Keeping.For(time);
  }
}
