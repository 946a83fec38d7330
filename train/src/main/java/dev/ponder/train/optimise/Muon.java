package dev.ponder.train.optimise;

import dev.ponder.compute.Workers;
import dev.ponder.train.Parameter;
import java.util.List;

/// Momentum, made orthogonal: of a matrix's momentum `U S Vᵀ` the step is `U Vᵀ`, so that
/// directions which gradients rarely point to are learned as fast as those they mostly point to.
/// After Jordan and others, "Muon: An optimizer for hidden layers in neural networks" (2024), whose
/// constants these are.
///
/// ```
/// sum       = momentum · sum + gradient
/// direction = gradient + momentum · sum            Nesterov's look ahead
/// w         = w (1 - rate · decay) - rate · √max(1, rows / columns) · orthogonal(direction)
/// ```
///
/// The factor under the root gives a matrix that has more outputs than inputs steps of the same
/// size for each output. The published code keeps a running mean in the place of the sum; the
/// direction is the same but for its length, which does not matter.
final class Muon implements Optimiser {
  private static final int GRAIN = 4096;

  private final Rule.Orthogonal rule;
  private final Workers workers;
  private final List<State> states;
  private final NewtonSchulz orthogonal;

  Muon(Rule.Orthogonal rule, List<Parameter> parameters, Workers workers) {
    this.rule = rule;
    this.workers = workers;
    states = parameters.stream().map(p -> new State(p, new float[p.values().length])).toList();
    orthogonal = NewtonSchulz.forLargestOf(parameters, workers);
  }

  private record State(Parameter parameter, float[] sum) {}

  @Override
  public void update(long number, double share) {
    double rate = rule.rate() * share;
    float kept = (float) (1 - rate * rule.weightDecay());
    for (State state : states) {
      Parameter parameter = state.parameter;
      float[] direction = orthogonal.input();
      workers.forEachBand(
          state.sum.length, GRAIN, (from, to, _) -> aim(state, direction, from, to));
      float[] step = orthogonal.of(parameter.rows(), parameter.columns());
      double shape = Math.sqrt(Math.max(1, (double) parameter.rows() / parameter.columns()));
      float length = (float) (rate * shape);
      float[] values = parameter.values();
      workers.forEachBand(
          values.length, GRAIN, (from, to, _) -> move(values, step, length, kept, from, to));
    }
  }

  private void aim(State state, float[] direction, int from, int to) {
    float momentum = (float) rule.momentum();
    float[] gradients = state.parameter.gradients();
    float[] sum = state.sum;
    for (int i = from; i < to; i++) {
      sum[i] = momentum * sum[i] + gradients[i];
      direction[i] = gradients[i] + momentum * sum[i];
    }
  }

  private static void move(
      float[] values, float[] step, float length, float kept, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = values[i] * kept - length * step[i];
    }
  }

  @Override
  public List<Memory> memory() {
    return states.stream().map(s -> new Memory("sum/" + s.parameter.name(), s.sum)).toList();
  }
}
