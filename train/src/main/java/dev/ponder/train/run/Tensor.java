package dev.ponder.train.run;

import dev.ponder.train.Parameter;
import dev.ponder.train.optimise.Optimiser;
import java.util.ArrayList;
import java.util.List;

/// Numbers of a checkpoint.
///
/// @param name `values/` and a parameter's name, or `memory/` and the optimiser's name for it
/// @param values where they are, or are to be put; not owned
record Tensor(String name, float[] values) {

  /// Those of a model's parameters.
  static List<Tensor> ofParameters(List<Parameter> parameters) {
    return parameters.stream().map(p -> new Tensor("values/" + p.name(), p.values())).toList();
  }

  /// All that training changes.
  static List<Tensor> of(Trainer trainer) {
    List<Tensor> tensors = new ArrayList<>(ofParameters(trainer.parameters()));
    for (Optimiser.Memory memory : trainer.memory()) {
      tensors.add(new Tensor("memory/" + memory.name(), memory.values()));
    }
    return tensors;
  }

  boolean finite() {
    // A sum would overflow; a product with zero is zero, or NaN for all that is not finite.
    float zero = 0;
    for (float value : values) {
      zero += value * 0;
    }
    return zero == 0;
  }
}
