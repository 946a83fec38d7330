package dev.ponder.app;

import dev.ponder.state.State;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `ponder keys revoke`: keys that let nobody in any more.
@Command(name = "revoke", description = "Make keys useless, at once and for good.")
final class KeysRevokeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private StateLocationOption location = new StateLocationOption();

  @Parameters(arity = "1..*", paramLabel = "ID", description = "As 'ponder keys list' shows them.")
  private List<String> ids = List.of();

  KeysRevokeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (State state = State.beside(location.location(console))) {
      for (String id : ids) {
        if (!state.keys().revoke(id)) {
          throw new Mistake(
              "no key '%s' that could be revoked; see 'ponder keys list'".formatted(id));
        }
        console.out().println("Revoked " + id);
      }
    }
    return 0;
  }
}
