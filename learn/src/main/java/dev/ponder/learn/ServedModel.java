package dev.ponder.learn;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineOptions;
import dev.ponder.engine.Generation;
import dev.ponder.engine.GenerationRequest;
import dev.ponder.engine.SamplingParameters;
import dev.ponder.engine.TokenConstraint;
import dev.ponder.engine.TokenSet;
import dev.ponder.engine.TokenStep;
import dev.ponder.model.KvBlock;
import dev.ponder.model.LoadedModel;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A model file behind the serving engine, to be asked many things at once. What learns is examined
/// and rolled out by the very code that will serve it.
public final class ServedModel implements AutoCloseable {
  private static final int MOST_ASKED = 1 << 16;

  private final LoadedModel loaded;
  private final Workers workers;
  private final Engine engine;

  private ServedModel(LoadedModel loaded, Workers workers, Engine engine) {
    this.loaded = loaded;
    this.workers = workers;
    this.engine = engine;
  }

  /// Opens that file.
  ///
  /// Keys and values are kept in single precision, so that the probabilities that tokens are drawn
  /// from are those that the trainer computes.
  ///
  /// @param parallel how many continuations to compute side by side
  /// @throws dev.ponder.model.UnusableModelException when it is no model that can be run
  public static ServedModel open(Path file, int threads, int parallel) {
    return open(file, Optional.empty(), threads, parallel);
  }

  /// As [#open(Path, int, int)], with the adapter in a file of its own, if one is given.
  public static ServedModel open(Path file, Optional<Path> adapter, int threads, int parallel) {
    ModelOptions plain =
        ModelOptions.DEFAULT
            .withMaxBatchTokens(Math.max(512, parallel))
            .withCacheType(CacheType.F32);
    ModelOptions options = adapter.map(plain::withAdapter).orElse(plain);
    Workers workers = new Workers(threads);
    try {
      LoadedModel loaded = ModelLoader.load(file, options, Kernels.fastest(), workers);
      int context = loaded.model().config().contextLength();
      int blocks = Math.multiplyExact(KvBlock.countFor(context), parallel);
      EngineOptions limits =
          new EngineOptions(context, blocks, parallel, MOST_ASKED, options.maxBatchTokens());
      return new ServedModel(loaded, workers, started(loaded, limits));
    } catch (RuntimeException | Error e) {
      workers.close();
      throw e;
    }
  }

  private static Engine started(LoadedModel loaded, EngineOptions limits) {
    try {
      return Engine.start(loaded.model(), limits);
    } catch (RuntimeException e) {
      loaded.model().close();
      throw e;
    }
  }

  /// What the file holds.
  public LoadedModel loaded() {
    return loaded;
  }

  /// What runs it.
  public Engine engine() {
    return engine;
  }

  /// As [#continuations(List, Set, Runnable)], unobserved.
  public List<Continuation> continuations(List<Continuation.Ask> asks, Set<Integer> stops)
      throws InterruptedException {
    return continuations(asks, stops, () -> {});
  }

  /// The continuations, in the order of the asks; the same for equal asks, whatever is asked beside
  /// them.
  ///
  /// @param stops end a continuation
  /// @param finished is told of each one that is complete, in order
  /// @throws IllegalArgumentException when a prompt does not fit the context
  /// @throws IllegalStateException when the engine could not go on, and why
  public List<Continuation> continuations(
      List<Continuation.Ask> asks, Set<Integer> stops, Runnable finished)
      throws InterruptedException {
    List<Running> running = new ArrayList<>();
    try {
      for (Continuation.Ask ask : asks) {
        running.add(submit(ask, stops));
      }
      List<Continuation> all = new ArrayList<>();
      for (Running one : running) {
        all.add(one.finished());
        finished.run();
      }
      return all;
    } finally {
      running.forEach(Running::close);
    }
  }

  private Running submit(Continuation.Ask ask, Set<Integer> stops) {
    SamplingParameters sampling =
        new SamplingParameters(ask.temperature(), 1, ask.seed(), 0, 0, Map.of(), -1);
    Recording recording = new Recording();
    Generation generation =
        engine.submit(
            new GenerationRequest(
                ask.prompt().clone(), sampling, stops, ask.maxTokens(), recording));
    return new Running(ask, generation, recording);
  }

  /// Notes every token, the one that ends a generation too, which its steps leave out. Written by
  /// the engine's thread; read after the ending, which the engine publishes later.
  private static final class Recording implements TokenConstraint {
    private int[] tokens = new int[64];
    private int count;

    @Override
    public boolean restrict(TokenSet allowed) {
      return false;
    }

    @Override
    public void accept(int token) {
      if (count == tokens.length) {
        tokens = Arrays.copyOf(tokens, count * 2);
      }
      tokens[count++] = token;
    }

    int[] tokens() {
      return Arrays.copyOf(tokens, count);
    }
  }

  private record Running(Continuation.Ask ask, Generation generation, Recording recording) {
    Continuation finished() throws InterruptedException {
      while (true) {
        switch (generation.next()) {
          case TokenStep.Sampled _ -> {}
          case TokenStep.Ended ended -> {
            return new Continuation(ask.prompt(), recording.tokens(), ending(ended.cause()));
          }
          case TokenStep.Broken(String why) -> throw new IllegalStateException(why);
        }
      }
    }

    private static Continuation.Ending ending(TokenStep.Cause cause) {
      return switch (cause) {
        case STOP_TOKEN -> Continuation.Ending.STOPPED;
        case MAX_TOKENS, CONTEXT_FULL -> Continuation.Ending.CUT;
      };
    }

    void close() {
      generation.close();
    }
  }

  @Override
  public void close() {
    engine.close();
    loaded.model().close();
    workers.close();
  }
}
