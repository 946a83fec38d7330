package dev.ponder.model.transformer;

import java.util.List;

/// Gemma 3: heads are normed as in [Qwen3]; attention and feed-forward network are normed on the
/// way out too; the gate is a GELU; embeddings are scaled by the root of their width. Five of six
/// layers see a window only, and turn heads by a shorter base.
record Gemma3() implements Architecture {
  private static final int PERIOD = 6;

  /// The one size whose scores are scaled by its query heads' share of the hidden width, which no
  /// key says.
  private static final int LAYERS_OF_27B = 62;

  @Override
  public String name() {
    return "gemma3";
  }

  @Override
  public Network read(Source source) {
    Shape shape = Shape.read(source.metadata(), name());
    refuseSoftCapping(source);
    RopeReader ropes = new RopeReader(source, shape, Rope.Pairing.HALVES, Yarn.Bounds.ROUNDED);
    BlockReader blocks = new BlockReader(source.tensors(), shape);
    Windows windows = Windows.allButEvery(PERIOD, source, shape.layers());
    Layer.Kind everything = blocks.everything().scaledBy(scale(source, shape));
    return blocks
        .network(
            List.of(ropes.read(), ropes.readForWindow()),
            i -> {
              int window = windows.of(i);
              Layer.Kind kind = everything.within(window).turnedBy(window > 0 ? 1 : 0);
              return new Layer(
                  blocks
                      .attention(i, kind)
                      .normingHeads(blocks.headNorms(i))
                      .normingOutput(blocks.norm(i, "post_attention_norm")),
                  blocks
                      .gated(i, Layer.Activation.GELU)
                      .normingOutput(blocks.norm(i, "post_ffw_norm")));
            })
        .scalingEmbeddings(Math.sqrt(shape.hidden()));
  }

  private static double scale(Source source, Shape shape) {
    double width =
        shape.layers() == LAYERS_OF_27B
            ? (double) shape.hidden() / shape.heads().getFirst().queries()
            : shape.headWidth();
    return source.metadata().real(source.key("attention.scale")).orElse(1 / Math.sqrt(width));
  }

  private static void refuseSoftCapping(Source source) {
    for (String name : List.of("attn_logit_softcapping", "final_logit_softcapping")) {
      String key = source.key(name);
      double cap = source.metadata().real(key).orElse(0);
      if (cap != 0) {
        throw source.metadata().unfit(key, "is " + cap + ", which is not supported");
      }
    }
  }
}
