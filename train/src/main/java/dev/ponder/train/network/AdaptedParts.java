package dev.ponder.train.network;

import dev.ponder.compute.Kernels;
import dev.ponder.model.ModelShape;
import dev.ponder.train.AdapterSettings;
import dev.ponder.train.Parameter;
import dev.ponder.train.Parameter.Role;
import dev.ponder.train.TransformerShape;
import dev.ponder.train.network.AdaptedLinear.Middle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Parts whose weights stay as they are in a file, with an adapter beside each projection.
///
/// Vectors of tokens, logits and norms have none: what they could learn, the projections learn too
/// (Schulman et al. 2025 find all projections of the layers sufficient).
final class AdaptedParts implements Parts {
  private final TransformerShape shape;
  private final FileWeights weights;
  private final AdapterSettings settings;
  private final Compute compute;
  private final Kernels kernels = Kernels.fastest();
  private final Room band = new Room();
  private final Middle middle = new Middle(new Room(), new Room());
  private final List<Parameter> parameters = new ArrayList<>();

  AdaptedParts(
      TransformerShape shape, FileWeights weights, AdapterSettings settings, Compute compute) {
    this.shape = shape;
    this.weights = weights;
    this.settings = settings;
    this.compute = compute;
  }

  /// What is learned of all that has been asked for, in that order.
  List<Parameter> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  @Override
  public TokenTable table() {
    return new FrozenTable(embedding("token_embd.weight"));
  }

  @Override
  public Linear linear(String name, int outputs, int inputs) {
    String weight = name + ".weight";
    Linear base =
        new FrozenLinear(
            frozen(weight, outputs, inputs),
            weights.bias(name + ".bias", outputs).map(Parameter::values));
    int rank = settings.rank();
    Parameter down = Parameter.of(weight + ".lora_a", Role.MATRIX, rank, inputs);
    Parameter up = Parameter.of(weight + ".lora_b", Role.MATRIX, outputs, rank);
    scatter(down);
    parameters.add(down);
    parameters.add(up);
    return new AdaptedLinear(base, down, up, settings.scale(), middle, compute);
  }

  /// Even over `± 1 / √inputs`. Each tensor has a generator of its own, keyed by seed and name.
  private void scatter(Parameter parameter) {
    SplittableRandom random =
        new SplittableRandom(settings.seed() * 31 + parameter.name().hashCode());
    double bound = 1 / Math.sqrt(parameter.columns());
    for (int i = 0; i < parameter.values().length; i++) {
      parameter.values()[i] = (float) random.nextDouble(-bound, bound);
    }
  }

  @Override
  public Linear joined(int inputs, List<Projection> projections) {
    List<SideBySide.Part> parts = new ArrayList<>();
    int column = 0;
    for (Projection projection : projections) {
      Linear map = linear(projection.name(), projection.outputs(), inputs);
      parts.add(new SideBySide.Part(map, column));
      column += projection.outputs();
    }
    return new SideBySide(parts);
  }

  @Override
  public Linear head() {
    String name = shape.head() == ModelShape.Head.TIED ? "token_embd.weight" : "output.weight";
    return new FrozenLinear(embedding(name), Optional.empty());
  }

  /// Its weight is nobody's parameter, so what is added to its gradients is never used.
  @Override
  public LearnedNorm norm(String name, int width, int heads) {
    Parameter weight = weights.parameter(name + ".weight", Role.VECTOR, 1, width);
    return new LearnedNorm(weight, heads, shape.epsilon(), compute);
  }

  private FrozenMatrix embedding(String name) {
    return frozen(name, shape.vocabulary(), shape.hidden());
  }

  private FrozenMatrix frozen(String name, int rows, int columns) {
    return new FrozenMatrix(
        weights.matrix(name, rows, columns),
        row -> HeadOrder.rowInFile(shape, name, row),
        kernels,
        band,
        compute);
  }
}
