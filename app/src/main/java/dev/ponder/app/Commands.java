package dev.ponder.app;

import picocli.CommandLine;

/// All verbs of the command line, wired to one console.
final class Commands {
  private Commands() {}

  static CommandLine line(Console console) {
    PonderCommand root = new PonderCommand();
    Failures failures = new Failures(console, root);
    return new CommandLine(root)
        .addSubcommand("serve", new ServeCommand(console))
        .addSubcommand("run", new RunCommand(console))
        .addSubcommand("chat", new ChatCommand(console))
        .addSubcommand("pull", new PullCommand(console))
        .addSubcommand("models", new ModelsCommand(console))
        .addSubcommand("remove", new RemoveCommand(console))
        .addSubcommand("catalogue", new CatalogueCommand(console))
        .addSubcommand("keys", KeysCommand.line(console))
        .addSubcommand("inspect", new InspectCommand(console))
        .addSubcommand("tokenize", new TokenizeCommand(console))
        .addSubcommand("logits", new LogitsCommand(console))
        .addSubcommand("bench", new BenchCommand(console))
        .addSubcommand("synthesize", new SynthesizeCommand(console))
        .addSubcommand("train", new TrainCommand(console))
        .addSubcommand("practise", new PractiseCommand(console))
        .addSubcommand("eval", new EvalCommand(console))
        .addSubcommand("finetune", new FinetuneCommand(console))
        .addSubcommand(new CommandLine.HelpCommand())
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
}
