package dev.ponder.app;

import dev.ponder.core.ModelInfo;
import dev.ponder.core.Responder;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineOptions;
import dev.ponder.model.WarmUp;
import dev.ponder.reason.LocalModels;
import dev.ponder.reason.LocalResponder;
import dev.ponder.serve.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Everything between a model file and answers: the one place where the modules are joined.
///
/// @param fileBytes size of the model file
record LocalStack(
    LocalModel local, long fileBytes, Engine engine, LocalModels models, Responder responder)
    implements AutoCloseable {

  /// What a stack is made from.
  ///
  /// @param name what to call the model; empty for the file's own name
  /// @param warmUp how long to run the model for nothing, so that its code is compiled
  record Plan(Path file, Optional<String> name, Capacity capacity, Duration warmUp) {

    /// One that answers a single request at a time, the first one at once.
    static Plan alone(Path file, Capacity capacity) {
      return new Plan(file, Optional.empty(), capacity, Duration.ZERO);
    }
  }

  /// Loads the model, ready to answer.
  ///
  /// @throws Mistake when it does not fit into memory
  /// @throws dev.ponder.model.UnusableModelException when it is no model that can be run
  static LocalStack open(Plan plan, Console console) {
    try (LoadingNotice _ = new LoadingNotice(plan.file(), console)) {
      LocalModel local = LocalModel.open(plan.file(), plan.capacity().threads());
      try {
        return assemble(plan, local, new Fingerprint(console).sha256(plan.file(), console));
      } catch (RuntimeException | Error e) {
        local.close();
        throw e;
      }
    }
  }

  private static LocalStack assemble(Plan plan, LocalModel local, String sha256) {
    EngineOptions options =
        plan.capacity().engineOptions(local.model().config(), local.model().maxBatchTokens());
    LocalModels models =
        LocalModels.of(
            plan.name().orElse(local.loaded().name()),
            sha256,
            lastWritten(plan.file()),
            options.contextLength());
    if (plan.warmUp().isPositive()) {
      WarmUp.run(local.model(), plan.warmUp());
    }
    Engine engine = Engine.start(local.model(), options);
    try {
      Responder responder = LocalResponder.of(local.loaded(), engine, models.own().version());
      return new LocalStack(local, Files.size(plan.file()), engine, models, responder);
    } catch (IOException e) {
      engine.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /// What a server serves.
  Backend backend() {
    return new Backend(responder, models, new EngineFamilies(engine));
  }

  /// The model under its own name.
  ModelInfo info() {
    return models.own();
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
