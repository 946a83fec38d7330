package dev.ponder.app;

import dev.ponder.core.Embedder;
import dev.ponder.core.Metric;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Responder;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineOptions;
import dev.ponder.fleet.Resident;
import dev.ponder.model.ModelNeeds;
import dev.ponder.model.WarmUp;
import dev.ponder.reason.LocalEmbedder;
import dev.ponder.reason.LocalResponder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything between a model file and answers: the one place where the modules are joined.
///
/// @param memory what it takes
record LocalStack(
    LocalModel local,
    MemoryUse memory,
    Engine engine,
    ModelInfo info,
    Responder responder,
    Embedder embedder)
    implements Resident {

  /// What a stack is made from.
  ///
  /// @param id what to call the model; empty for what the file, and the adapter, call themselves
  /// @param available bytes of memory that it may take
  /// @param warmUp how long to run the model for nothing, so that its code is compiled
  /// @param prefixes what is kept of computed prompts between starts
  record Plan(
      Path file,
      Optional<String> id,
      Capacity capacity,
      long available,
      Duration warmUp,
      Prefixes prefixes) {

    /// Nothing is kept between starts.
    Plan(Path file, Optional<String> id, Capacity capacity, long available, Duration warmUp) {
      this(file, id, capacity, available, warmUp, Prefixes.none());
    }

    /// One that answers a single request at a time, the first one at once.
    static Plan alone(Path file, Capacity capacity) {
      return new Plan(
          file, Optional.empty(), capacity, new MachineMemory().available(), Duration.ZERO);
    }
  }

  /// Loads the model, ready to answer.
  ///
  /// @throws Mistake when it does not fit into memory
  /// @throws dev.ponder.model.UnusableModelException when it is no model that can be run
  static LocalStack open(Plan plan, Console console) {
    try (LoadingNotice _ = new LoadingNotice(plan.file(), console)) {
      Capacity capacity = plan.capacity();
      ModelNeeds needs = LocalModel.needs(plan.file(), capacity.modelOptions());
      MemoryUse memory = new MemoryUse(needs, capacity.engineOptions(needs, plan.available()));
      LocalModel local = LocalModel.open(plan.file(), capacity.threads(), capacity.modelOptions());
      try {
        return assemble(plan, local, memory, sha256(plan, console));
      } catch (RuntimeException | Error e) {
        local.close();
        throw e;
      }
    }
  }

  private static String sha256(Plan plan, Console console) {
    return new Fingerprint(console).sha256(plan.file(), plan.capacity().adapter(), console);
  }

  private static LocalStack assemble(Plan plan, LocalModel local, MemoryUse memory, String sha256) {
    EngineOptions options = memory.options();
    ModelInfo info =
        ModelInfo.of(
            plan.id()
                .orElseGet(() -> ModelName.of(local.loaded().name(), plan.capacity().adapter())),
            Optional.of(sha256),
            lastWritten(plan.file()),
            options.contextLength());
    if (plan.warmUp().isPositive()) {
      WarmUp.run(local.model(), plan.warmUp());
    }
    Engine engine = start(plan.prefixes(), local, options, sha256);
    try {
      Responder responder = LocalResponder.of(local.loaded(), engine, info.version());
      Embedder embedder = LocalEmbedder.of(local.loaded(), engine, info.version());
      return new LocalStack(local, memory, engine, info, responder, embedder);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static Engine start(
      Prefixes prefixes, LocalModel local, EngineOptions options, String sha256) {
    return prefixes
        .shelf(() -> sha256 + "\n" + Build.identity(local.kernels()))
        .map(shelf -> Engine.start(local.model(), options, shelf))
        .orElseGet(() -> Engine.start(local.model(), options));
  }

  @Override
  public List<Metric> metrics() {
    return new EngineFamilies(engine).all();
  }

  @Override
  public void close() {
    engine.close();
    local.close();
  }

  private static Instant lastWritten(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
