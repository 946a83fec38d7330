package dev.ponder.model.transformer;

import dev.ponder.model.gguf.Metadata;
import java.util.List;

/// Llama 2 and 3 and what was built like them (SmolLM2, Mistral 7B, R1 distills): pre-norm, SwiGLU,
/// grouped-query attention; Llama 3.1 and later slow some rotary frequencies down.
record Llama() implements Architecture {
  private static final String FREQUENCY_FACTORS = "rope_freqs.weight";

  @Override
  public String name() {
    return "llama";
  }

  @Override
  public Network read(Metadata metadata, Tensors tensors) {
    String experts = name() + ".expert_count";
    if (metadata.integer(experts, 0, Integer.MAX_VALUE).orElse(0) > 0) {
      throw metadata.unfit(experts, "is set, but mixtures of experts are not supported");
    }
    Shape shape = Shape.read(metadata, name());
    Rope rope = Rope.read(metadata, name(), shape, Rope.Pairing.NEIGHBOURS);
    if (tensors.has(FREQUENCY_FACTORS)) {
      rope = rope.divided(tensors.vector(FREQUENCY_FACTORS, rope.frequencies().length));
    }
    BlockReader blocks = new BlockReader(tensors, shape);
    Layer.Kind kind = blocks.everything();
    return blocks.network(
        List.of(rope), i -> new Layer(blocks.attention(i, kind), blocks.feedForward(i)));
  }
}
