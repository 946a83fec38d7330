package dev.ponder.app;

import dev.ponder.api.Keeping;
import dev.ponder.state.Location;
import dev.ponder.state.State;
import dev.ponder.state.StateException;
import java.time.Duration;
import java.util.Optional;
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

  /// Opens what the options name, for this process alone. The usual folder, when it serves another
  /// process, is replaced by memory, and the console told.
  ///
  /// @throws dev.ponder.state.StateException when that is not possible
  OpenState open(Console console) {
    if (none && location.isGiven()) {
      throw new Mistake("--no-state and --state exclude each other");
    }
    if (none) {
      return new OpenState(State.temporary(), Optional.empty());
    }
    Location place = location.location(console);
    try {
      return new OpenState(State.open(place), Optional.empty());
    } catch (StateException e) {
      if (e.reason() == StateException.Reason.IN_USE && !location.isGiven(console)) {
        return besideAnother(place, console);
      }
      throw e;
    }
  }

  /// A second server on one machine, of which nobody said where it is to remember: it starts all
  /// the same, and the keys of the first are its own.
  private static OpenState besideAnother(Location place, Console console) {
    State shared = State.beside(place);
    console
        .err()
        .printf(
            "State    %s is another server's: this one remembers in memory only, until it stops;"
                + " --state FOLDER gives it a memory of its own%n",
            place);
    console.err().flush();
    return new OpenState(State.temporary(), Optional.of(shared));
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
