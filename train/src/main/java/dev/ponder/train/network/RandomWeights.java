package dev.ponder.train.network;

import dev.ponder.train.Parameter;
import dev.ponder.train.TransformerShape;
import dev.ponder.train.TransformerShape.Family;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/// First values as GPT-2 has them: normal with a deviation of 0.02, divided by the root of the
/// number of residual additions for projections whose outputs are added to the stream, so that its
/// size does not grow with depth (Radford et al. 2019). Norms are 1, biases 0.
///
/// Each tensor has a generator of its own, keyed by seed and name.
final class RandomWeights implements Weights {
  private static final double DEVIATION = 0.02;

  private final TransformerShape shape;
  private final long seed;

  RandomWeights(TransformerShape shape, long seed) {
    this.shape = shape;
    this.seed = seed;
  }

  @Override
  public Parameter parameter(String name, Parameter.Role role, int rows, int columns) {
    Parameter parameter = Parameter.of(name, role, rows, columns);
    if (role == Parameter.Role.VECTOR) {
      Arrays.fill(parameter.values(), 1);
      return parameter;
    }
    SplittableRandom random = new SplittableRandom(seed * 31 + name.hashCode());
    double deviation = deviation(name);
    for (int i = 0; i < parameter.values().length; i++) {
      parameter.values()[i] = (float) (deviation * random.nextGaussian());
    }
    return parameter;
  }

  private double deviation(String name) {
    boolean added = name.endsWith("attn_output.weight") || name.endsWith("ffn_down.weight");
    return added ? DEVIATION / Math.sqrt(2.0 * shape.layers()) : DEVIATION;
  }

  @Override
  public Optional<Parameter> bias(String name, int length) {
    boolean biased = shape.family() == Family.QWEN2 && name.matches(".*attn_[qkv]\\.bias");
    return biased
        ? Optional.of(Parameter.of(name, Parameter.Role.VECTOR, 1, length))
        : Optional.empty();
  }
}
