package dev.ponder.model.transformer;

import java.util.List;

/// Qwen2 and 2.5 and what was distilled into them: as [Llama], but queries, keys and values have
/// biases, and pairs are halves apart.
record Qwen2() implements Architecture {

  @Override
  public String name() {
    return "qwen2";
  }

  @Override
  public Network read(Source source) {
    Shape shape = Shape.read(source.metadata(), name());
    Rotation rotation =
        new RopeReader(source, shape, Rope.Pairing.HALVES, Yarn.Bounds.ROUNDED).read();
    BlockReader blocks = new BlockReader(source.tensors(), shape, "attn_q", "attn_k", "attn_v");
    Layer.Kind kind = blocks.everything();
    return blocks.network(
        List.of(rotation),
        i -> new Layer(blocks.attention(i, kind), blocks.gated(i, Layer.Activation.SILU)));
  }
}
