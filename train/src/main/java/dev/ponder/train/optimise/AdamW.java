package dev.ponder.train.optimise;

import dev.ponder.compute.Workers;
import dev.ponder.train.Parameter;
import dev.ponder.train.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/// `m = β₁ m + (1 - β₁) g`, `v = β₂ v + (1 - β₂) g²`, and with both divided by what they lack for
/// having begun at zero (`1 - βⁿ`): `w = w (1 - rate · decay) - rate · m / (√v + ε)`.
final class AdamW implements Optimiser {
  /// Elements that one thread takes at a time.
  private static final int GRAIN = 4096;

  private final Rule.Adam rule;
  private final Workers workers;
  private final List<State> states;

  AdamW(Rule.Adam rule, List<Parameter> parameters, Workers workers) {
    this.rule = rule;
    this.workers = workers;
    states = parameters.stream().map(State::of).toList();
  }

  private record State(Parameter parameter, float[] mean, float[] square) {

    static State of(Parameter parameter) {
      int size = parameter.values().length;
      return new State(parameter, new float[size], new float[size]);
    }
  }

  /// The numbers of one update, so that the loop over elements has them as plain floats.
  private record Step(
      float first, float second, float rate, float keptWeight, float secondScale, float epsilon) {}

  @Override
  public void update(long number, double share) {
    for (State state : states) {
      Step step = step(number, share, state.parameter.role());
      workers.forEachBand(state.mean.length, GRAIN, (from, to, _) -> update(state, step, from, to));
    }
  }

  private Step step(long number, double share, Role role) {
    double rate = rule.rate() * share;
    double decay = role == Role.MATRIX ? rule.weightDecay() : 0;
    double firstMissing = 1 - Math.pow(rule.firstDecay(), number);
    double secondMissing = 1 - Math.pow(rule.secondDecay(), number);
    return new Step(
        (float) rule.firstDecay(),
        (float) rule.secondDecay(),
        (float) (rate / firstMissing),
        (float) (1 - rate * decay),
        (float) (1 / secondMissing),
        (float) rule.epsilon());
  }

  private static void update(State state, Step step, int from, int to) {
    float[] values = state.parameter.values();
    float[] gradients = state.parameter.gradients();
    float[] mean = state.mean;
    float[] square = state.square;
    float first = step.first;
    float second = step.second;
    float rate = step.rate;
    float kept = step.keptWeight;
    float scale = step.secondScale;
    float epsilon = step.epsilon;
    for (int i = from; i < to; i++) {
      float gradient = gradients[i];
      float m = first * mean[i] + (1 - first) * gradient;
      float v = second * square[i] + (1 - second) * gradient * gradient;
      mean[i] = m;
      square[i] = v;
      values[i] = values[i] * kept - rate * m / ((float) Math.sqrt(v * scale) + epsilon);
    }
  }

  @Override
  public List<Memory> memory() {
    List<Memory> memory = new ArrayList<>();
    for (State state : states) {
      memory.add(new Memory("mean/" + state.parameter.name(), state.mean));
      memory.add(new Memory("square/" + state.parameter.name(), state.square));
    }
    return memory;
  }
}
