package dev.ponder.app;

import java.util.List;
import picocli.CommandLine;

/// All verbs of the command line, wired to one console.
final class Commands {
  /// In the order in which they are listed.
  private static final List<String> VERBS =
      List.of(
          "serve",
          "run",
          "chat",
          "pull",
          "models",
          "remove",
          "catalogue",
          "keys",
          "inspect",
          "tokenize",
          "logits",
          "bench",
          "synthesize",
          "train",
          "practise",
          "eval",
          "finetune");

  private Commands() {}

  /// The line that these arguments need: picocli reads the options of each verb by reflection,
  /// which takes longer than all else before the model, so that a verb that comes first stands
  /// alone.
  static CommandLine line(Console console, String... arguments) {
    boolean known = arguments.length > 0 && VERBS.contains(arguments[0]);
    return line(console, known ? List.of(arguments[0]) : VERBS);
  }

  private static CommandLine line(Console console, List<String> verbs) {
    PonderCommand root = new PonderCommand();
    Failures failures = new Failures(console, root);
    CommandLine line = new CommandLine(root);
    for (String verb : verbs) {
      line.addSubcommand(verb, command(verb, console));
    }
    return line.addSubcommand(new CommandLine.HelpCommand())
        .setOut(console.out())
        .setErr(console.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                console.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setExecutionStrategy(failures::run)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  private static Object command(String verb, Console console) {
    return switch (verb) {
      case "serve" -> new ServeCommand(console);
      case "run" -> new RunCommand(console);
      case "chat" -> new ChatCommand(console);
      case "pull" -> new PullCommand(console);
      case "models" -> new ModelsCommand(console);
      case "remove" -> new RemoveCommand(console);
      case "catalogue" -> new CatalogueCommand(console);
      case "keys" -> KeysCommand.line(console);
      case "inspect" -> new InspectCommand(console);
      case "tokenize" -> new TokenizeCommand(console);
      case "logits" -> new LogitsCommand(console);
      case "bench" -> new BenchCommand(console);
      case "synthesize" -> new SynthesizeCommand(console);
      case "train" -> new TrainCommand(console);
      case "practise" -> new PractiseCommand(console);
      case "eval" -> new EvalCommand(console);
      case "finetune" -> new FinetuneCommand(console);
      default -> throw new IllegalArgumentException("no verb " + verb);
    };
  }
}
