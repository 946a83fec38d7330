package dev.ponder.model.transformer;

import java.util.List;

/// Qwen3, dense: as [Llama], but query and key heads are normed before they are rotated, pairs are
/// halves apart, and heads may be wider than their share of the hidden width.
///
/// The language model of Qwen3-VL is the same. It turns some pairs by an image's height and width
/// instead of its time; in text all three are the position.
record Qwen3(String name) implements Architecture {

  @Override
  public Network read(Source source) {
    Shape shape = Shape.read(source.metadata(), name);
    Rotation rotation =
        new RopeReader(source, shape, Rope.Pairing.HALVES, Yarn.Bounds.ROUNDED).read();
    BlockReader blocks = new BlockReader(source.tensors(), shape);
    Layer.Kind kind = blocks.everything();
    return blocks.network(
        List.of(rotation),
        i ->
            new Layer(
                blocks.attention(i, kind).normingHeads(blocks.headNorms(i)),
                blocks.gated(i, Layer.Activation.SILU)));
  }
}
