package dev.ponder.app;

import dev.ponder.hub.ModelStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `ponder remove`: pulled models, off the disk.
@Command(
    name = "remove",
    description = "Delete pulled models, or what an interrupted pull left.",
    footer = {"", "Example:", "  ponder remove qwen3-4b"})
final class RemoveCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "As 'ponder models' lists them.")
  private List<String> names = List.of();

  RemoveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ModelStore store = ModelStore.of(console.environment());
    for (String name : names) {
      long freed = store.remove(name);
      console.out().printf("Removed %s, which frees %s%n", name, Sizes.text(freed));
    }
    return 0;
  }
}
