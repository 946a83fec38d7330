package dev.ponder.model.transformer;

import java.util.List;

/// gpt-oss: every other layer, from the first, sees a window only; each query head has a sink;
/// heads are turned as YaRN has it; every projection has a bias; a mixture of experts with a
/// bounded gate.
///
/// Ollama spells the name `gptoss`, some tensors otherwise, and does not say that the scaling is
/// YaRN's. Its first files hold the weights as they were published: queries, keys and values in one
/// tensor, and the experts as [BlockReader#expertsAsPublished] has them.
record GptOss(String name) implements Architecture {
  private static final int PERIOD = 2;

  @Override
  public Network read(Source source) {
    Shape shape = Shape.read(source.metadata(), name);
    Mixture mixture = Mixture.read(source);
    Rotation rotation =
        new RopeReader(source, shape, Rope.Pairing.HALVES, Yarn.Bounds.EXACT).read("yarn");
    BlockReader blocks =
        new BlockReader(
            source.tensors(),
            shape,
            "attn_q",
            "attn_k",
            "attn_v",
            "attn_qkv",
            "attn_output",
            "attn_out",
            "ffn_gate_inp",
            "ffn_gate_exps",
            "ffn_up_exps",
            "ffn_gate_up_exps",
            "ffn_down_exps");
    Windows windows = Windows.allButEvery(PERIOD, source, shape.layers());
    Layer.Kind everything = blocks.everything();
    return blocks.network(
        List.of(rotation),
        i ->
            new Layer(
                blocks.attention(i, everything.within(windows.of(i)).withSinks(blocks.sinks(i))),
                blocks.expertsAsPublished(
                    i,
                    blocks.has(i, "ffn_norm") ? "ffn_norm" : "post_attention_norm",
                    mixture,
                    Layer.Activation.CLAMPED_SILU)));
  }
}
