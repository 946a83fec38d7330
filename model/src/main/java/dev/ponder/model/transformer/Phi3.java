package dev.ponder.model.transformer;

import java.util.List;

/// Phi-3, 3.5 and Phi-4-mini: as [Llama], but queries, keys and values lie in one tensor, and so do
/// both halves of the gated network; pairs are halves apart; of a head only the first elements may
/// be turned, by one set of factors in short and by another in long contexts. A window, if the file
/// names one, holds for all layers.
record Phi3() implements Architecture {

  @Override
  public String name() {
    return "phi3";
  }

  @Override
  public Network read(Source source) {
    Shape shape = Shape.read(source.metadata(), name());
    Rotation rotation =
        new RopeReader(source, shape, Rope.Pairing.HALVES, Yarn.Bounds.ROUNDED).read();
    BlockReader blocks = new BlockReader(source.tensors(), shape);
    Windows windows = Windows.everywhere(source, shape.layers());
    Layer.Kind all = blocks.everything();
    return blocks.network(
        List.of(rotation),
        i ->
            new Layer(
                blocks.attention(i, all.within(windows.of(i))),
                blocks.gatedInOne(i, Layer.Activation.SILU)));
  }
}
