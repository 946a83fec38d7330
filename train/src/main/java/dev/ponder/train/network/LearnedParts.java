package dev.ponder.train.network;

import dev.ponder.train.Parameter;
import dev.ponder.train.Parameter.Role;
import dev.ponder.train.TransformerShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Parts all of whose weights are learned.
final class LearnedParts implements Parts {
  private final TransformerShape shape;
  private final Weights weights;
  private final Compute compute;
  private final List<Parameter> parameters = new ArrayList<>();
  private final LearnedTable table;
  private final Room joined = new Room();

  LearnedParts(TransformerShape shape, Weights weights, Compute compute) {
    this.shape = shape;
    this.weights = weights;
    this.compute = compute;
    table = new LearnedTable(embedding("token_embd.weight"));
  }

  /// All that has been asked for, in that order.
  List<Parameter> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  @Override
  public TokenTable table() {
    return table;
  }

  @Override
  public LearnedLinear linear(String name, int outputs, int inputs) {
    Parameter weight = kept(weights.parameter(name + ".weight", Role.MATRIX, outputs, inputs));
    Optional<Parameter> bias = weights.bias(name + ".bias", outputs);
    bias.ifPresent(parameters::add);
    return new LearnedLinear(weight, bias, compute);
  }

  @Override
  public Linear joined(int inputs, List<Projection> projections) {
    return new JoinedLinear(
        projections.stream()
            .map(projection -> linear(projection.name(), projection.outputs(), inputs))
            .toList(),
        joined);
  }

  @Override
  public Linear head() {
    Parameter weight =
        switch (shape.head()) {
          case TIED -> table.weight();
          case UNTIED -> embedding("output.weight");
        };
    return new LearnedLinear(weight, Optional.empty(), compute);
  }

  @Override
  public LearnedNorm norm(String name, int width, int heads) {
    Parameter weight = kept(weights.parameter(name + ".weight", Role.VECTOR, 1, width));
    return new LearnedNorm(weight, heads, shape.epsilon(), compute);
  }

  private Parameter embedding(String name) {
    return kept(weights.parameter(name, Role.EMBEDDING, shape.vocabulary(), shape.hidden()));
  }

  private Parameter kept(Parameter parameter) {
    parameters.add(parameter);
    return parameter;
  }
}
