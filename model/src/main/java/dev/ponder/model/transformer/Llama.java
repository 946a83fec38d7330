package dev.ponder.model.transformer;

import dev.ponder.model.gguf.Metadata;
import java.util.List;

/// Llama 2 and 3 and what was built like them (SmolLM2, Mistral 7B, R1 distills): pre-norm, SwiGLU,
/// grouped-query attention; Llama 3.1 and later slow some rotary frequencies down.
record Llama() implements Architecture {

  @Override
  public String name() {
    return "llama";
  }

  @Override
  public Network read(Source source) {
    Metadata metadata = source.metadata();
    String experts = source.key("expert_count");
    if (metadata.integer(experts, 0, Integer.MAX_VALUE).orElse(0) > 0) {
      throw metadata.unfit(experts, "is set, but mixtures of experts are not supported");
    }
    Shape shape = Shape.read(metadata, name());
    Rotation rotation =
        new RopeReader(source, shape, Rope.Pairing.NEIGHBOURS, Yarn.Bounds.ROUNDED).read();
    BlockReader blocks = new BlockReader(source.tensors(), shape);
    Layer.Kind kind = blocks.everything();
    return blocks.network(
        List.of(rotation),
        i -> new Layer(blocks.attention(i, kind), blocks.gated(i, Layer.Activation.SILU)));
  }
}
