package dev.ponder.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `ponder keys`: who is let in, apart from the keys that are given at the start of the server.
@Command(
    name = "keys",
    description = "Make, list and revoke API keys; a running server follows at once.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Once there is a key, the server asks every client for one.",
      "",
      "Example:",
      "  ponder keys create --name laptop --rpm 60"
    })
final class KeysCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /// The command with its own.
  static CommandLine line(Console console) {
    return new CommandLine(new KeysCommand())
        .addSubcommand("create", new KeysCreateCommand(console))
        .addSubcommand("list", new KeysListCommand(console))
        .addSubcommand("revoke", new KeysRevokeCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: create, list or revoke");
  }
}
