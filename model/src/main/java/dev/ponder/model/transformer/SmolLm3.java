package dev.ponder.model.transformer;

import java.util.List;

/// SmolLM3: as [Llama], but every fourth layer does not see positions (NoPE, Yang et al. 2025).
record SmolLm3() implements Architecture {
  private static final int PERIOD = 4;

  @Override
  public String name() {
    return "smollm3";
  }

  @Override
  public Network read(Source source) {
    Shape shape = Shape.read(source.metadata(), name());
    Rotation rotation =
        new RopeReader(source, shape, Rope.Pairing.NEIGHBOURS, Yarn.Bounds.ROUNDED).read();
    BlockReader blocks = new BlockReader(source.tensors(), shape);
    Layer.Kind turned = blocks.everything();
    Layer.Kind unturned = turned.turnedBy(1);
    return blocks.network(
        List.of(rotation, Rotation.of(Rope.NONE)),
        i ->
            new Layer(
                blocks.attention(i, (i + 1) % PERIOD == 0 ? unturned : turned),
                blocks.gated(i, Layer.Activation.SILU)));
  }
}
