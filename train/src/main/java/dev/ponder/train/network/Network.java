package dev.ponder.train.network;

import dev.ponder.train.TransformerShape;
import dev.ponder.train.network.Parts.Projection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A decoder-only transformer with its backward pass.
///
/// [#losses] and [#accumulate] are whole passes over a batch; memory is kept from pass to pass and
/// grows with the largest batch.
public final class Network {
  private final TransformerShape shape;
  private final Angles angles;
  private final TokenTable table;
  private final List<Block> blocks;
  private final Head head;
  private Activations activations;

  Network(TransformerShape shape, Angles angles, Parts parts, Compute compute) {
    this.shape = shape;
    this.angles = angles;
    table = parts.table();
    blocks =
        IntStream.range(0, shape.layers()).mapToObj(i -> block(shape, i, parts, compute)).toList();
    LearnedNorm norm = parts.norm("output_norm", shape.hidden(), 1);
    head = new Head(norm, parts.head(), shape.vocabulary(), compute);
    activations = new Activations(shape, 0);
  }

  private static Block block(TransformerShape shape, int index, Parts parts, Compute compute) {
    String prefix = "blk." + index + ".";
    return new Block(
        attention(shape, prefix, parts, compute), feedForward(shape, prefix, parts, compute));
  }

  private static Attention attention(
      TransformerShape shape, String prefix, Parts parts, Compute compute) {
    LearnedNorm norm = parts.norm(prefix + "attn_norm", shape.hidden(), 1);
    Linear inputs =
        parts.joined(
            shape.hidden(),
            List.of(
                new Projection(prefix + "attn_q", shape.queryWidth()),
                new Projection(prefix + "attn_k", shape.kvWidth()),
                new Projection(prefix + "attn_v", shape.kvWidth())));
    Linear output = parts.linear(prefix + "attn_output", shape.hidden(), shape.queryWidth());
    return new Attention(shape, norm, inputs, headNorms(shape, prefix, parts), output, compute);
  }

  private static Optional<Attention.HeadNorms> headNorms(
      TransformerShape shape, String prefix, Parts parts) {
    return switch (shape.family()) {
      case LLAMA, QWEN2 -> Optional.empty();
      case QWEN3 ->
          Optional.of(
              new Attention.HeadNorms(
                  parts.norm(prefix + "attn_q_norm", shape.headWidth(), shape.heads()),
                  parts.norm(prefix + "attn_k_norm", shape.headWidth(), shape.kvHeads())));
    };
  }

  private static FeedForward feedForward(
      TransformerShape shape, String prefix, Parts parts, Compute compute) {
    int inner = shape.feedForward();
    int hidden = shape.hidden();
    return new FeedForward(
        shape,
        parts.norm(prefix + "ffn_norm", hidden, 1),
        parts.joined(
            hidden,
            List.of(
                new Projection(prefix + "ffn_gate", inner),
                new Projection(prefix + "ffn_up", inner))),
        parts.linear(prefix + "ffn_down", hidden, inner),
        compute);
  }

  /// `-log p` of each target of the scored rows.
  public float[] losses(Batch batch) {
    if (batch.scored().rows().length == 0) {
      return new float[0];
    }
    return head.losses(batch.scored(), forward(batch));
  }

  /// As [#losses]; adds the gradients of the weighted sum of the losses to those of what is
  /// learned.
  public float[] accumulate(Batch batch) {
    if (batch.scored().rows().length == 0) {
      return new float[0];
    }
    float[] residual = forward(batch);
    Activations.Gradients gradients = activations.gradients();
    Arrays.fill(gradients.stream(), 0, batch.rows() * shape.hidden(), 0);
    float[] losses = head.lossesBackward(batch.scored(), residual, gradients.stream());
    float[] table = anglesOf(batch);
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Activations.Layer layer = activations.layer(i);
      blocks.get(i).feedForward().backward(batch.rows(), layer, gradients);
      blocks.get(i).attention().backward(batch, table, layer, gradients);
    }
    this.table.backward(batch.tokens(), gradients.stream());
    return losses;
  }

  /// The logits of all rows, `[rows, vocabulary]`.
  public float[] logits(Batch batch) {
    return head.logits(batch.rows(), forward(batch));
  }

  /// The residual stream after the last layer.
  private float[] forward(Batch batch) {
    if (activations.rows() < batch.rows()) {
      // Given up first, so that old and new need not fit into memory together.
      activations = new Activations(shape, 0);
      activations = new Activations(shape, batch.rows());
    }
    table.forward(batch.tokens(), activations.layer(0).input());
    float[] turns = anglesOf(batch);
    float[] output = activations.layer(0).input();
    for (int i = 0; i < blocks.size(); i++) {
      Activations.Layer layer = activations.layer(i);
      output = activations.outputOf(i);
      blocks.get(i).attention().forward(batch, turns, layer);
      blocks.get(i).feedForward().forward(batch.rows(), layer, output);
    }
    return output;
  }

  private float[] anglesOf(Batch batch) {
    return angles.upTo(Arrays.stream(batch.positions()).max().orElse(0) + 1);
  }
}
