package dev.ponder.app;

import dev.ponder.hub.Folders;
import dev.ponder.state.Location;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Names the place where the server keeps what it remembers.
final class StateLocationOption {
  private static final String VARIABLE = "PONDER_STATE";

  @Option(
      names = "--state",
      paramLabel = "FOLDER|URL",
      description =
          "Where responses, conversations, files and keys are kept: a folder, or"
              + " postgresql://user:password@host/database (also: PONDER_STATE, which other users"
              + " of this machine cannot see; default: ~/.local/share/ponder/state).")
  private @Nullable String state;

  boolean isGiven() {
    return state != null;
  }

  /// Whether anybody said where, by option or environment.
  boolean isGiven(Console console) {
    return isGiven() || !console.environment().getOrDefault(VARIABLE, "").isBlank();
  }

  /// @throws dev.ponder.state.StateException when it is a URL that cannot be understood
  Location location(Console console) {
    Path usual = Folders.data(console.environment()).resolve("ponder").resolve("state");
    String fromEnvironment = console.environment().getOrDefault(VARIABLE, "");
    if (state != null) {
      return Location.parse(state, usual);
    }
    return fromEnvironment.isBlank()
        ? new Location.Folder(usual)
        : Location.parse(fromEnvironment, usual);
  }
}
