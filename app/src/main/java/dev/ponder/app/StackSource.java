package dev.ponder.app;

import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.fleet.ModelSource;
import dev.ponder.fleet.Resident;
import dev.ponder.model.ModelNeeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A model file that can be served.
///
/// @param state the file, and its adapter's, as they were looked at
/// @param needs what the model takes, by that look
record StackSource(String id, Path file, State state, ModelNeeds needs, Serving serving)
    implements ModelSource {

  /// What tells files from changed ones.
  ///
  /// @param written when the newer of both was
  record State(long bytes, Instant written) {
    static State of(Path file, Optional<Path> adapter) throws IOException {
      State own = of(file);
      if (adapter.isEmpty()) {
        return own;
      }
      State other = of(adapter.get());
      Instant newer = own.written.isAfter(other.written) ? own.written : other.written;
      return new State(own.bytes + other.bytes, newer);
    }

    private static State of(Path file) throws IOException {
      long bytes = 0;
      for (Path part : ModelParts.of(file)) {
        bytes += Files.size(part);
      }
      return new State(bytes, Files.getLastModifiedTime(file).toInstant());
    }
  }

  /// Looks at a file.
  ///
  /// @throws dev.ponder.model.UnusableModelException when it is no model that can be run
  static StackSource of(String id, Path file, Serving serving) throws IOException {
    Capacity capacity = serving.capacity(id);
    State state = State.of(file, capacity.adapter());
    ModelNeeds needs = LocalModel.needs(file, capacity.modelOptions());
    return new StackSource(id, file, state, needs, serving);
  }

  /// What the model takes when it is served.
  ///
  /// @throws Mistake when that does not fit
  MemoryUse memory() {
    return new MemoryUse(needs, capacity().engineOptions(needs, serving.available(needs)));
  }

  /// A context for all models is for each as long as it can be.
  private Capacity capacity() {
    Capacity wanted = serving.capacity(id);
    boolean own =
        serving.share() == Serving.ALONE || serving.settings().of(id).context().isPresent();
    return own || wanted.context() <= needs.config().contextLength()
        ? wanted
        : wanted.within(needs.config());
  }

  @Override
  public ModelInfo info() {
    return info(new Fingerprint(serving.console()).known(file, capacity().adapter()));
  }

  @Override
  public ModelInfo identified() {
    try {
      Fingerprint fingerprint = new Fingerprint(serving.console());
      return info(Optional.of(fingerprint.sha256(file, capacity().adapter(), serving.console())));
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private ModelInfo info(Optional<String> sha256) {
    return ModelInfo.of(id, sha256, state.written(), contextLength())
        .withDefaults(serving.settings().of(id).defaults());
  }

  private int contextLength() {
    try {
      return memory().options().contextLength();
    } catch (Mistake doesNotFit) {
      // Whoever asks for an answer is told.
      return needs.config().contextLength();
    }
  }

  @Override
  public long bytes() {
    try {
      return memory().bytes();
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  @Override
  public Resident load() {
    try {
      return LocalStack.open(
          new LocalStack.Plan(
              file,
              Optional.of(id),
              capacity(),
              serving.available(needs),
              serving.warmUp(),
              serving.prefixes()),
          serving.console());
    } catch (RuntimeException | OutOfMemoryError e) {
      throw failed(e);
    }
  }

  private Problem.Exceptional failed(Throwable why) {
    String message = "The model '%s' cannot be loaded: %s.".formatted(id, Failures.sentence(why));
    return new Problem(
            Problem.Kind.INTERNAL, message, Optional.of("model"), Optional.of("model_not_loadable"))
        .exception();
  }
}
