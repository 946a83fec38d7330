package dev.ponder.reason;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Embedder;
import dev.ponder.core.EmbeddingTask;
import dev.ponder.core.Embeddings;
import dev.ponder.core.Problem;
import dev.ponder.engine.Embedding;
import dev.ponder.engine.EmbeddingRequest;
import dev.ponder.engine.Engine;
import dev.ponder.engine.OverloadedException;
import dev.ponder.model.EmbeddingTraits;
import dev.ponder.model.LoadedModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// Makes vectors with a model of this process: the pooled states of a text, brought to length 1.
/// Thread-safe; vectors are awaited on the caller's thread while the engine's thread computes.
///
/// A request has a few texts in the engine at a time, so that a long one leaves answers their
/// place.
public final class LocalEmbedder implements Embedder {
  private static final System.Logger LOG = System.getLogger(LocalEmbedder.class.getName());
  private static final int MOST_AT_ONCE = 8;

  private final EmbeddingTraits traits;
  private final EmbeddingEncoder encoder;
  private final Engine engine;
  private final String version;

  private LocalEmbedder(LoadedModel model, EmbeddingTraits traits, Engine engine, String version) {
    this.traits = traits;
    this.encoder =
        new EmbeddingEncoder(model.tokenizer(), traits, engine.options().contextLength());
    this.engine = engine;
    this.version = version;
  }

  /// An embedder for that model, run by that engine; one that refuses when the model makes no
  /// vectors.
  ///
  /// @param version what vectors say they are from, see [dev.ponder.core.ModelInfo#version]
  public static Embedder of(LoadedModel model, Engine engine, String version) {
    Optional<EmbeddingTraits> traits = model.embedding();
    return traits.isPresent()
        ? new LocalEmbedder(model, traits.get(), engine, version)
        : LocalEmbedder::refuse;
  }

  private static Embeddings refuse(EmbeddingTask task) {
    throw Problem.invalid(
            "model",
            "model_not_supported",
            "The model '%s' ranks texts and makes no embeddings of them.".formatted(task.model()))
        .exception();
  }

  @Override
  public Embeddings embed(EmbeddingTask task) throws Cancelled {
    int dimensions = dimensions(task);
    List<int[]> inputs = encoder.encode(task.inputs());
    Queue<Embedding> open = new ArrayDeque<>();
    List<float[]> vectors = new ArrayList<>(inputs.size());
    try {
      for (int[] input : inputs) {
        submit(new EmbeddingRequest(input, traits.pooling()), open, vectors);
      }
      while (!open.isEmpty()) {
        takeFirst(open, vectors);
      }
    } catch (InterruptedException e) {
      throw new Cancelled("interrupted while texts were embedded");
    } finally {
      open.forEach(Embedding::close);
    }
    return new Embeddings(
        version,
        vectors.stream().map(vector -> unit(vector, dimensions)).toList(),
        inputs.stream().mapToInt(input -> input.length).sum());
  }

  private int dimensions(EmbeddingTask task) {
    int dimensions = task.dimensions().orElse(traits.width());
    if (dimensions > traits.width()) {
      throw Problem.invalid(
              "dimensions",
              "integer_above_max_value",
              "Invalid value for 'dimensions' = %d. Must be less than or equal to %d."
                  .formatted(dimensions, traits.width()))
          .exception();
    }
    return dimensions;
  }

  /// Queues a text, after a wait for others of the same request when those are many already or the
  /// engine takes no more.
  private void submit(EmbeddingRequest request, Queue<Embedding> open, List<float[]> vectors)
      throws InterruptedException {
    if (open.size() >= Math.clamp(engine.options().maxSequences() / 2, 1, MOST_AT_ONCE)) {
      takeFirst(open, vectors);
    }
    while (true) {
      try {
        open.add(engine.embed(request));
        return;
      } catch (OverloadedException e) {
        if (open.isEmpty()) {
          throw Problem.of(Problem.Kind.OVERLOADED, "The server is busy. Please try again shortly.")
              .exception();
        }
        takeFirst(open, vectors);
      } catch (IllegalStateException e) {
        throw Problem.of(Problem.Kind.UNAVAILABLE, "The server is shutting down.").exception();
      }
    }
  }

  private static void takeFirst(Queue<Embedding> open, List<float[]> vectors)
      throws InterruptedException {
    try {
      vectors.add(open.element().await());
      open.remove();
    } catch (Embedding.BrokenException e) {
      LOG.log(System.Logger.Level.ERROR, "an embedding broke off: {0}", e.getMessage());
      throw broken();
    }
  }

  /// The first elements of the vector, brought to length 1.
  private static float[] unit(float[] vector, int dimensions) {
    double squares = 0;
    for (int i = 0; i < dimensions; i++) {
      squares += (double) vector[i] * vector[i];
    }
    double length = Math.sqrt(squares);
    if (!(length > 0) || Double.isInfinite(length)) {
      throw broken();
    }
    float[] unit = Arrays.copyOf(vector, dimensions);
    for (int i = 0; i < dimensions; i++) {
      unit[i] = (float) (unit[i] / length);
    }
    return unit;
  }

  private static Problem.Exceptional broken() {
    return Problem.of(Problem.Kind.INTERNAL, "The model stopped unexpectedly. Please try again.")
        .exception();
  }
}
