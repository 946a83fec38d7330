package dev.ponder.model.transformer;

import java.util.List;

/// Qwen3's mixtures of experts, and the language model of Qwen3-VL's: attention as in [Qwen3]. A
/// layer may have a plain network instead.
record Qwen3Moe(String name) implements Architecture {

  @Override
  public Network read(Source source) {
    Shape shape = Shape.read(source.metadata(), name);
    Mixture mixture = Mixture.read(source);
    Rotation rotation =
        new RopeReader(source, shape, Rope.Pairing.HALVES, Yarn.Bounds.ROUNDED).read();
    BlockReader blocks = new BlockReader(source.tensors(), shape);
    Layer.Kind kind = blocks.everything();
    return blocks.network(
        List.of(rotation),
        i ->
            new Layer(
                blocks.attention(i, kind).normingHeads(blocks.headNorms(i)),
                blocks.has(i, "ffn_gate")
                    ? blocks.gated(i, Layer.Activation.SILU)
                    : blocks.experts(i, "ffn_norm", mixture, Layer.Activation.SILU)));
  }
}
