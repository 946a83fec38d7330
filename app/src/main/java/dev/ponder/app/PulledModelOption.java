package dev.ponder.app;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Names the model to work with, which is fetched when it is absent and the user wants that.
final class PulledModelOption {
  @Mixin private ModelOption model = new ModelOption();

  @Option(names = "--pull", description = "Pull the model first if it is not here.")
  private boolean pull;

  boolean isGiven() {
    return model.isGiven();
  }

  /// What was given.
  String text() {
    return model.text();
  }

  /// The file, which is there; where none was named, that of the model that comes with Ponder.
  ///
  /// @throws Mistake when there is none
  Path file(Console console) throws InterruptedException {
    ModelFiles files = new ModelFiles(console);
    if (!model.isGiven()) {
      Path file = files.unnamed().orElseThrow(ModelOption::noneGiven);
      if (console.isTerminal(Console.Channel.ERR)) {
        console
            .err()
            .printf("%s, %s; --model takes another%n", BuiltInModel.NAME, BuiltInModel.REMARK);
        console.err().flush();
      }
      return file;
    }
    return pull ? files.findOrPull(model.text()) : files.find(model.text());
  }
}
