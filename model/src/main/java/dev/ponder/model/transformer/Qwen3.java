package dev.ponder.model.transformer;

import dev.ponder.model.gguf.Metadata;
import java.util.List;

/// Qwen3, dense: as [Llama], but query and key heads are normed before they are rotated, pairs are
/// halves apart, and heads may be wider than their share of the hidden width.
record Qwen3() implements Architecture {

  @Override
  public String name() {
    return "qwen3";
  }

  @Override
  public Network read(Metadata metadata, Tensors tensors) {
    Shape shape = Shape.read(metadata, name());
    Rope rope = Rope.read(metadata, name(), shape, Rope.Pairing.HALVES);
    BlockReader blocks = new BlockReader(tensors, shape);
    Layer.Kind kind = blocks.everything();
    return blocks.network(
        List.of(rope),
        i -> new Layer(blocks.attentionWithHeadNorms(i, kind), blocks.feedForward(i)));
  }
}
