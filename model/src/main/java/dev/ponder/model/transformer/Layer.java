package dev.ponder.model.transformer;

import dev.ponder.compute.Matrix;
import dev.ponder.model.KvSpan;
import dev.ponder.model.ModelConfig.LayerCache;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One transformer block: attention, then a feed-forward network, each added to the residual
/// stream.
///
/// A norm or bias that an architecture does not have is an empty array.
record Layer(Attention attention, FeedForward feedForward) {

  /// Its adapters.
  Stream<LowRank> adapters() {
    Stream<Projection> ofFeedForward =
        switch (feedForward) {
          case Gated gated -> Stream.of(gated.inputs, gated.output);
          case Experts experts -> Stream.of(experts.router.scores());
        };
    return Stream.concat(Stream.of(attention.inputs, attention.output), ofFeedForward)
        .flatMap(Projection::present);
  }

  /// What it keeps in the cache.
  LayerCache cache() {
    return new LayerCache(
        attention.heads().keys(), attention.heads().width(), attention.kind().window());
  }

  /// Matrices that are multiplied by the same input.
  ///
  /// @param biases added to the products, one each
  /// @param adapters what else is added to them, one each
  record Projection(List<Matrix> weights, List<float[]> biases, List<Optional<LowRank>> adapters) {
    Projection {
      weights = List.copyOf(weights);
      biases = List.copyOf(biases);
      adapters = List.copyOf(adapters);
    }

    /// Without adapters.
    Projection(List<Matrix> weights, List<float[]> biases) {
      this(weights, biases, Collections.nCopies(weights.size(), Optional.empty()));
    }

    /// The adapters that are there.
    Stream<LowRank> present() {
      return adapters.stream().flatMap(Optional::stream);
    }
  }

  /// Grouped-query attention.
  ///
  /// @param norm of its input
  /// @param inputs query, key and value projections
  /// @param headNorms of queries and keys, before they are rotated
  /// @param kind which keys a query sees, and how its score comes about
  /// @param outputNorm of what is added to the stream
  record Attention(
      Heads heads,
      float[] norm,
      Projection inputs,
      Optional<HeadNorms> headNorms,
      Kind kind,
      Projection output,
      float[] outputNorm) {

    /// The same with norms of query and key heads.
    Attention normingHeads(HeadNorms norms) {
      return new Attention(heads, norm, inputs, Optional.of(norms), kind, output, outputNorm);
    }

    /// The same with a norm of its output.
    Attention normingOutput(float[] weight) {
      return new Attention(heads, norm, inputs, headNorms, kind, output, weight);
    }
  }

  /// What may differ between the layers of one model.
  ///
  /// @param rotation which of the network's rotations turns queries and keys
  /// @param window most keys that a query sees, its own position's among them; 0 for all
  /// @param scale of the scores
  /// @param sinks one score per query head that takes part in the softmax without a value, or none
  record Kind(int rotation, int window, float scale, float[] sinks) {

    /// The same with a window, 0 for none.
    Kind within(int keys) {
      return new Kind(rotation, keys, scale, sinks);
    }

    /// The same with another of the network's rotations.
    Kind turnedBy(int other) {
      return new Kind(other, window, scale, sinks);
    }

    /// The same with scores scaled otherwise.
    Kind scaledBy(double other) {
      return new Kind(rotation, window, (float) other, sinks);
    }

    /// The same with sinks.
    Kind withSinks(float[] scores) {
      return new Kind(rotation, window, scale, scores);
    }

    /// Which cache blocks its layer uses.
    KvSpan span() {
      return window == 0 ? KvSpan.WHOLE : KvSpan.WINDOW;
    }
  }

  /// Weights of the norm of each query and of each key head.
  record HeadNorms(float[] query, float[] key) {}

  /// What follows attention.
  sealed interface FeedForward permits Gated, Experts {
    /// Of its input.
    float[] norm();
  }

  /// A gated network: `output(activation(gate(x)) * up(x))`.
  ///
  /// @param inputs gate and up projections
  /// @param outputNorm of what is added to the stream
  record Gated(
      float[] norm, Projection inputs, Activation activation, Projection output, float[] outputNorm)
      implements FeedForward {

    /// The same with a norm of its output.
    Gated normingOutput(float[] weight) {
      return new Gated(norm, inputs, activation, output, weight);
    }
  }

  /// A mixture of gated networks, of which each token visits a few and adds up what they make of
  /// it.
  ///
  /// @param layout of the experts' weights
  /// @param outputNorm of what is added to the stream
  record Experts(
      float[] norm,
      Router router,
      List<Expert> experts,
      ExpertLayout layout,
      Activation activation,
      float[] outputNorm)
      implements FeedForward {
    Experts {
      experts = List.copyOf(experts);
    }

    /// Inner width of each.
    int width() {
      int rows = experts.getFirst().inputs().weights().getFirst().rows();
      return switch (layout.halves()) {
        case APART -> rows;
        case IN_TURN -> rows / 2;
      };
    }
  }

  /// How the weights of experts lie in their file.
  ///
  /// @param inputs order of columns of the gate and up projections
  /// @param output order of columns of the output projection
  record ExpertLayout(Halves halves, ColumnOrder inputs, ColumnOrder output) {
    /// As nearly all files have it.
    static final ExpertLayout USUAL =
        new ExpertLayout(Halves.APART, ColumnOrder.PLAIN, ColumnOrder.PLAIN);
  }

  /// Where the gate and up projections of an expert are.
  enum Halves {
    /// In a matrix and a bias each.
    APART,
    /// In one matrix and one bias, row by row in turn, the gate's first.
    IN_TURN
  }

  /// One of the networks of a mixture.
  ///
  /// @param inputs gate and up projections, or the one that holds both
  record Expert(Projection inputs, Projection output) {}

  /// How a gated network combines its gate with its other half.
  enum Activation {
    /// `silu(gate) * up`: SwiGLU.
    SILU,
    /// `gelu(gate) * up` with the hyperbolic tangent's approximation: GeGLU.
    GELU,
    /// SwiGLU with bounded operands, as gpt-oss has it.
    CLAMPED_SILU
  }
}
