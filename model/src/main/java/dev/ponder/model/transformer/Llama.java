package dev.ponder.model.transformer;

import java.util.List;
import java.util.function.IntFunction;

/// Llama 2 and 3 and what was built like them (SmolLM2, Mistral 7B, R1 distills): pre-norm, SwiGLU,
/// grouped-query attention; Llama 3.1 and later slow some rotary frequencies down. Mixtral is the
/// same with a mixture of experts.
record Llama() implements Architecture {

  @Override
  public String name() {
    return "llama";
  }

  @Override
  public Network read(Source source) {
    Shape shape = Shape.read(source.metadata(), name());
    Rotation rotation =
        new RopeReader(source, shape, Rope.Pairing.NEIGHBOURS, Yarn.Bounds.ROUNDED).read();
    BlockReader blocks = new BlockReader(source.tensors(), shape);
    Layer.Kind kind = blocks.everything();
    IntFunction<Layer.FeedForward> feedForward = feedForward(source, blocks);
    return blocks.network(
        List.of(rotation), i -> new Layer(blocks.attention(i, kind), feedForward.apply(i)));
  }

  private static IntFunction<Layer.FeedForward> feedForward(Source source, BlockReader blocks) {
    String experts = source.key("expert_count");
    if (source.metadata().integer(experts, 0, Integer.MAX_VALUE).orElse(0) == 0) {
      return i -> blocks.gated(i, Layer.Activation.SILU);
    }
    Mixture mixture = Mixture.read(source);
    return i -> blocks.experts(i, "ffn_norm", mixture, Layer.Activation.SILU);
  }
}
