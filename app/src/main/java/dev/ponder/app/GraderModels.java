package dev.ponder.app;

import dev.ponder.compute.CacheType;
import dev.ponder.core.Responder;
import dev.ponder.learn.grading.Grader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The models that graders ask, each loaded when a grader names it and kept until this is closed.
final class GraderModels implements Grader.Models, AutoCloseable {
  private final Console console;
  private final int threads;
  private final Map<String, LocalStack> loaded = new LinkedHashMap<>();

  GraderModels(Console console, int threads) {
    this.console = console;
    this.threads = threads;
  }

  /// @throws Mistake when there is no such model, or no room for it
  @Override
  public Optional<Responder> find(String name) {
    LocalStack stack = loaded.get(name);
    if (stack == null) {
      Capacity capacity = new Capacity(threads, 0, 1, CacheType.F16);
      stack =
          LocalStack.open(
              LocalStack.Plan.alone(new ModelFiles(console).find(name), capacity), console);
      loaded.put(name, stack);
    }
    return Optional.of(stack.responder());
  }

  @Override
  public void close() {
    loaded.values().forEach(LocalStack::close);
  }
}
