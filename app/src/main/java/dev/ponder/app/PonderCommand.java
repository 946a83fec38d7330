package dev.ponder.app;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command without a verb.
@Command(
    name = "ponder",
    description = "A self-hosted reasoning model behind the OpenAI API, in one Java process.",
    mixinStandardHelpOptions = true,
    versionProvider = PonderCommand.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Start with:",
      "  ponder run --effort high '316 * 671'",
      "  ponder pull qwen3-4b",
      "  ponder serve --model qwen3-4b"
    })
final class PonderCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where a failure came from (also: PONDER_DEBUG=1).")
  private boolean debug;

  /// The version of this module, which the build sets.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      ModuleDescriptor module = PonderCommand.class.getModule().getDescriptor();
      return new String[] {
        "ponder " + (module == null ? "" : module.rawVersion().orElse("")),
        "Java " + Runtime.version()
      };
    }
  }

  boolean debug() {
    return debug;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
