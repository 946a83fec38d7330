package dev.ponder.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `ponder synthesize`: a model of random weights.
@Command(name = "synthesize")
final class SynthesizeCommand implements Callable<Integer> {
  SynthesizeCommand(Console console) {}

  @Override
  public Integer call() {
    return 0;
  }
}
