package dev.ponder.app;

import dev.ponder.protocol.Profile;
import dev.ponder.state.CreatedKey;
import dev.ponder.state.KeyRequest;
import dev.ponder.state.State;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ponder keys create`: a new key, whose secret is printed once.
@Command(name = "create", description = "Make a key and print it: it cannot be shown again.")
final class KeysCreateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private StateLocationOption location = new StateLocationOption();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "What you call it, to tell keys apart.")
  private String name = "";

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      defaultValue = "default",
      description =
          "Keys of one project see what the others stored; nobody else does (default:"
              + " ${DEFAULT-VALUE}).")
  private String project = "";

  @Option(names = "--rpm", paramLabel = "N", description = "Most requests a minute.")
  private @Nullable Long requests;

  @Option(names = "--tpm", paramLabel = "N", description = "Most tokens a minute.")
  private @Nullable Long tokens;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "lenient or o4-mini, whatever the server's own profile is.")
  private @Nullable String profile;

  @Option(names = "--expires", paramLabel = "TIME", description = "Valid that long, such as 90d.")
  private @Nullable String expires;

  KeysCreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    KeyRequest request = request();
    try (State state = State.beside(location.location(console))) {
      CreatedKey created = state.keys().create(request);
      console.out().println(created.secret());
      console
          .err()
          .printf(
              "This is the only time that the key is shown; 'ponder keys revoke %s' ends it.%n",
              created.key().id());
    }
    return 0;
  }

  private KeyRequest request() {
    if (project.isBlank()) {
      throw new Mistake("--project must not be blank");
    }
    try {
      return new KeyRequest(
          name,
          project,
          positive("--rpm", requests),
          positive("--tpm", tokens),
          Optional.ofNullable(profile).map(KeysCreateCommand::profile),
          Optional.ofNullable(expires).map(KeysCreateCommand::expiry));
    } catch (IllegalArgumentException e) {
      throw new Mistake("no such key: " + e.getMessage());
    }
  }

  private static Optional<Long> positive(String option, @Nullable Long limit) {
    if (limit != null && limit < 1) {
      throw new Mistake("%s must be at least 1, not %d".formatted(option, limit));
    }
    return Optional.ofNullable(limit);
  }

  private static String profile(String text) {
    return Profile.named(text)
        .map(Profile::label)
        .orElseThrow(() -> new Mistake("--profile must be lenient or o4-mini, not " + text));
  }

  private static Instant expiry(String text) {
    return Durations.parse(text)
        .filter(time -> !time.isZero())
        .map(time -> Instant.now().plus(time))
        .orElseThrow(() ->
            new Mistake("--expires must be a time such as 12h or 90d, not '%s'".formatted(text)));
  }
}
