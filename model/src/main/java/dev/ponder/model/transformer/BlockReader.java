package dev.ponder.model.transformer;

import dev.ponder.compute.Matrix;
import dev.ponder.model.transformer.Layer.Activation;
import dev.ponder.model.transformer.Layer.Attention;
import dev.ponder.model.transformer.Layer.Expert;
import dev.ponder.model.transformer.Layer.ExpertLayout;
import dev.ponder.model.transformer.Layer.Experts;
import dev.ponder.model.transformer.Layer.Gated;
import dev.ponder.model.transformer.Layer.Halves;
import dev.ponder.model.transformer.Layer.HeadNorms;
import dev.ponder.model.transformer.Layer.Kind;
import dev.ponder.model.transformer.Layer.Projection;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads the blocks from which architectures are put together, by their names in GGUF.
///
/// Biases of projections are read wherever a file has them. Those that an architecture cannot do
/// without are named at the start, so that a file that lacks them is refused.
final class BlockReader {
  private static final float[] NONE = {};
  private static final String GATE_AND_UP = "ffn_gate_up_exps";
  private static final String DOWN = "ffn_down_exps";

  private final Tensors tensors;
  private final Shape shape;
  private final Set<String> biased;

  /// @param biased projections that must have a bias
  BlockReader(Tensors tensors, Shape shape, String... biased) {
    this.tensors = tensors;
    this.shape = shape;
    this.biased = Set.of(biased);
  }

  /// Attention to all positions before, by the network's first rotation, scores scaled by the root
  /// of the head's width.
  Kind everything() {
    return new Kind(0, 0, (float) (1 / Math.sqrt(shape.headWidth())), NONE);
  }

  /// The attention of a layer; its query, key and value projections may lie in one tensor.
  Attention attention(int layer, Kind kind) {
    Heads heads = shape.heads().get(layer);
    float[] norm = norm(layer, "attn_norm");
    // The second name is Ollama's.
    String output = tensors.has(weight(layer, "attn_out")) ? "attn_out" : "attn_output";
    return new Attention(
        heads,
        norm,
        attentionInputs(layer, heads),
        Optional.empty(),
        kind,
        projection(layer, output, shape.hidden(), heads.queryWidth()),
        NONE);
  }

  private Projection attentionInputs(int layer, Heads heads) {
    if (tensors.has(weight(layer, "attn_qkv"))) {
      return split(layer, "attn_qkv", heads.queryWidth(), heads.kvWidth(), heads.kvWidth());
    }
    return joined(
        projection(layer, "attn_q", heads.queryWidth(), shape.hidden()),
        projection(layer, "attn_k", heads.kvWidth(), shape.hidden()),
        projection(layer, "attn_v", heads.kvWidth(), shape.hidden()));
  }

  /// The norms of a layer's query and key heads.
  HeadNorms headNorms(int layer) {
    int width = shape.heads().get(layer).width();
    return new HeadNorms(
        tensors.vector(weight(layer, "attn_q_norm"), width),
        tensors.vector(weight(layer, "attn_k_norm"), width));
  }

  /// Whether a layer has that matrix or norm.
  boolean has(int layer, String part) {
    return tensors.has(weight(layer, part));
  }

  /// The sinks of a layer's query heads.
  float[] sinks(int layer) {
    String name = "blk." + layer + ".attn_sinks";
    return tensors.vector(
        tensors.firstOf(name + ".weight", name), shape.heads().get(layer).queries());
  }

  /// A norm of the residual stream's width.
  float[] norm(int layer, String part) {
    return tensors.vector(weight(layer, part), shape.hidden());
  }

  /// The gated feed-forward network of a layer.
  Gated gated(int layer, Activation activation) {
    int width = shape.feedForward().get(layer);
    float[] norm = norm(layer, "ffn_norm");
    Projection gate = projection(layer, "ffn_gate", width, shape.hidden());
    Projection up = projection(layer, "ffn_up", width, shape.hidden());
    return gated(layer, norm, joined(gate, up), activation);
  }

  /// The gated feed-forward network of a layer whose gate lies before the other half, in the tensor
  /// of that.
  Gated gatedInOne(int layer, Activation activation) {
    int width = shape.feedForward().get(layer);
    return gated(layer, norm(layer, "ffn_norm"), split(layer, "ffn_up", width, width), activation);
  }

  private Gated gated(int layer, float[] norm, Projection inputs, Activation activation) {
    int width = shape.feedForward().get(layer);
    Projection down = projection(layer, "ffn_down", shape.hidden(), width);
    return new Gated(norm, inputs, activation, down, NONE);
  }

  /// The mixture of experts of a layer; `normPart` is the name of the norm of its input.
  Experts experts(int layer, String normPart, Mixture mixture, Activation activation) {
    if (has(layer, GATE_AND_UP)) {
      throw tensors.unusable(
          weight(layer, GATE_AND_UP),
          "holds gate and up in one, which is supported of gpt-oss only");
    }
    float[] norm = norm(layer, normPart);
    List<Projection> gates = each(layer, "ffn_gate_exps", mixture, mixture.width(), shape.hidden());
    List<Projection> ups = each(layer, "ffn_up_exps", mixture, mixture.width(), shape.hidden());
    List<Projection> inputs =
        IntStream.range(0, mixture.experts())
            .mapToObj(i -> joined(gates.get(i), ups.get(i)))
            .toList();
    return new Experts(
        norm,
        router(layer, mixture),
        experts(layer, mixture, inputs),
        ExpertLayout.USUAL,
        activation,
        NONE);
  }

  /// As [#experts], or as the weights of gpt-oss were published, which Ollama's first files keep:
  /// gate and up in one tensor, row by row in turn, and MXFP4 by another number with elements in
  /// another order.
  ///
  /// That order is believed only beside the one tensor. No converter has written the number beside
  /// separate gates, so there it was put in place of GGML's, and the order is GGML's.
  Experts expertsAsPublished(int layer, String normPart, Mixture mixture, Activation activation) {
    if (!has(layer, GATE_AND_UP)) {
      return experts(layer, normPart, mixture, activation);
    }
    float[] norm = norm(layer, normPart);
    List<Projection> inputs =
        each(layer, GATE_AND_UP, mixture, 2 * mixture.width(), shape.hidden());
    List<Expert> experts = experts(layer, mixture, inputs);
    ExpertLayout layout =
        new ExpertLayout(
            Halves.IN_TURN,
            tensors.publishedOrder(weight(layer, GATE_AND_UP)),
            tensors.publishedOrder(weight(layer, DOWN)));
    return new Experts(norm, router(layer, mixture), experts, layout, activation, NONE);
  }

  private Router router(int layer, Mixture mixture) {
    return mixture.router(projection(layer, "ffn_gate_inp", mixture.experts(), shape.hidden()));
  }

  private List<Expert> experts(int layer, Mixture mixture, List<Projection> inputs) {
    List<Projection> outputs = each(layer, DOWN, mixture, shape.hidden(), mixture.width());
    return IntStream.range(0, mixture.experts())
        .mapToObj(i -> new Expert(inputs.get(i), outputs.get(i)))
        .toList();
  }

  /// One projection per expert, from one tensor.
  private List<Projection> each(int layer, String part, Mixture mixture, int rows, int columns) {
    int experts = mixture.experts();
    List<Matrix> matrices = tensors.matrices(weight(layer, part), experts, rows, columns);
    String name = "blk." + layer + "." + part + ".bias";
    List<float[]> biases =
        biased.contains(part) || tensors.has(name)
            ? tensors.rows(name, experts, rows)
            : Collections.nCopies(experts, NONE);
    return IntStream.range(0, experts)
        .mapToObj(i -> new Projection(List.of(matrices.get(i)), List.of(biases.get(i))))
        .toList();
  }

  /// The matrix of that name and its bias, if there is one.
  private Projection projection(int layer, String part, int rows, int columns) {
    String name = weight(layer, part);
    return new Projection(
        List.of(tensors.matrix(name, rows, columns)),
        List.of(bias(layer, part, rows)),
        List.of(tensors.adapter(name, rows, columns)));
  }

  private float[] bias(int layer, String part, int rows) {
    String name = "blk." + layer + "." + part + ".bias";
    return biased.contains(part) || tensors.has(name) ? tensors.vector(name, rows) : NONE;
  }

  /// Several projections of the stream that lie in one tensor, their rows following each other.
  private Projection split(int layer, String part, int... rows) {
    int all = Arrays.stream(rows).sum();
    Matrix whole = tensors.matrix(weight(layer, part), all, shape.hidden());
    float[] bias = bias(layer, part, all);
    Optional<LowRank> adapter = tensors.adapter(weight(layer, part), all, shape.hidden());
    Projection[] parts = new Projection[rows.length];
    int from = 0;
    for (int i = 0; i < rows.length; i++) {
      int to = from + rows[i];
      float[] own = bias.length == 0 ? NONE : Arrays.copyOfRange(bias, from, to);
      int first = from;
      parts[i] =
          new Projection(
              List.of(rows(whole, from, to)),
              List.of(own),
              List.of(adapter.map(of -> of.withUp(rows(of.up(), first, to)))));
      from = to;
    }
    return joined(parts);
  }

  private static Matrix rows(Matrix matrix, int from, int to) {
    long start = from * matrix.rowBytes();
    long bytes = (to - from) * matrix.rowBytes();
    return new Matrix(
        matrix.format(), to - from, matrix.columns(), matrix.data().asSlice(start, bytes));
  }

  private static Projection joined(Projection... parts) {
    return new Projection(
        Stream.of(parts).flatMap(part -> part.weights().stream()).toList(),
        Stream.of(parts).flatMap(part -> part.biases().stream()).toList(),
        Stream.of(parts).flatMap(part -> part.adapters().stream()).toList());
  }

  /// The whole network: embedding, those layers, and a head that is the embedding if the file has
  /// no other.
  Network network(List<Rotation> rotations, IntFunction<Layer> layer) {
    Matrix embedding = tensors.matrix("token_embd.weight", shape.hidden());
    float[] norm = tensors.vector("output_norm.weight", shape.hidden());
    Matrix head =
        tensors.has("output.weight")
            ? tensors.matrix("output.weight", embedding.rows(), shape.hidden())
            : embedding;
    List<Layer> layers = IntStream.range(0, shape.layers()).mapToObj(layer).toList();
    tensors.refuseUnread();
    return new Network(shape, rotations, embedding, 1, layers, norm, head);
  }

  private static String weight(int layer, String part) {
    return "blk." + layer + "." + part + ".weight";
  }
}
