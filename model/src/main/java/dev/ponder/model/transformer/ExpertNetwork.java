package dev.ponder.model.transformer;

import dev.ponder.compute.Group;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.model.transformer.Layer.Expert;
import dev.ponder.model.transformer.Layer.Experts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Computes mixtures of experts (Shazeer et al., 2017).
///
/// Every token's visits are sorted by expert, so that an expert's weights are read once for all its
/// visitors, and all experts are one parallel product. What an expert makes of a visit depends on
/// nothing but the visit, and a token adds up its own visits by rank; so who else is in the batch
/// does not show in the result.
///
/// Weights that lie otherwise than usual, see [Layer.ExpertLayout], are met halfway: inputs are
/// copied in the order of the columns, and rows that come in turn are taken apart before the
/// activation.
final class ExpertNetwork {
  private final ExpertScratch own;
  private final Scratch scratch;
  private final ResidualStream stream;
  private final GatedNetwork gates;
  private final int hidden;
  private final Kernels kernels;
  private final Workers workers;

  ExpertNetwork(ExpertScratch own, Scratch scratch, ResidualStream stream, GatedNetwork gates) {
    this.own = own;
    this.scratch = scratch;
    this.stream = stream;
    this.gates = gates;
    hidden = stream.width();
    kernels = stream.kernels();
    workers = stream.workers();
  }

  /// Adds what the experts make of the first `rows` rows of `normed` to the stream.
  void apply(Experts layer, int rows) {
    Router router = layer.router();
    stream.project(router.scores(), own.allScores, rows);
    choose(router, rows);
    place(router, rows);
    gather(layer, rows);
    visit(layer);
    stream.add((change, row) -> sum(router.chosen(), row, change), layer.outputNorm(), rows);
  }

  private void choose(Router router, int rows) {
    float[] bias = router.scores().biases().getFirst();
    workers.forEachBand(
        rows,
        ResidualStream.TOKEN_GRAIN,
        (from, to, _) -> {
          for (int row = from; row < to; row++) {
            int at = row * router.experts();
            gates.addTo(own.scores, at, bias);
            router.choose(own.scores, at, own.chosen, own.weights, row * router.chosen());
          }
        });
  }

  /// Sorts visits by expert, and those of one expert by token.
  private void place(Router router, int rows) {
    int visits = rows * router.chosen();
    Arrays.fill(own.starts, 0);
    for (int visit = 0; visit < visits; visit++) {
      own.starts[own.chosen[visit] + 1]++;
    }
    for (int expert = 0; expert < router.experts(); expert++) {
      own.starts[expert + 1] += own.starts[expert];
    }
    int[] next = own.starts.clone();
    for (int visit = 0; visit < visits; visit++) {
      own.places[visit] = next[own.chosen[visit]]++;
    }
  }

  private void gather(Experts layer, int rows) {
    int chosen = layer.router().chosen();
    ColumnOrder order = layer.layout().inputs();
    workers.forEachBand(
        rows,
        ResidualStream.TOKEN_GRAIN,
        (from, to, _) -> {
          for (int visit = from * chosen; visit < to * chosen; visit++) {
            int source = visit / chosen * hidden;
            order.copy(scratch.normed, source, own.input, own.places[visit] * hidden, hidden);
          }
        });
  }

  private void visit(Experts layer) {
    List<Group> inputs = new ArrayList<>();
    List<Group> outputs = new ArrayList<>();
    for (int i = 0; i < layer.experts().size(); i++) {
      int from = own.starts[i];
      int to = own.starts[i + 1];
      if (from < to) {
        inputs.add(new Group(layer.experts().get(i).inputs().weights(), from, to));
        outputs.add(new Group(layer.experts().get(i).output().weights(), from, to));
      }
    }
    List<float[]> products =
        switch (layer.layout().halves()) {
          case APART -> own.gateAndUp;
          case IN_TURN -> own.gateAndUpInTurn;
        };
    kernels.multiplyGroups(inputs, own.input, products, workers);
    activate(layer);
    kernels.multiplyGroups(outputs, activated(layer), own.outputs, workers);
    addOutputBiases(layer);
  }

  private void activate(Experts layer) {
    int width = layer.width();
    float[] ordered = activated(layer);
    forEachVisit(
        layer,
        (expert, visit) -> {
          int at = visit * width;
          addInputBiases(layer, expert, at);
          gates.activate(layer.activation(), own.gate, own.up, at, width);
          if (ordered != own.gate) {
            layer.layout().output().copy(own.gate, at, ordered, at, width);
          }
        });
  }

  /// Where the output projections find their input. The activation leaves `up` free for one that
  /// had to be brought into another order.
  private float[] activated(Experts layer) {
    return switch (layer.layout().output()) {
      case PLAIN -> own.gate;
      case PAIRED -> own.up;
    };
  }

  /// Leaves the finished products of the visit whose rows start there in `gate` and `up`.
  private void addInputBiases(Experts layer, Expert expert, int at) {
    List<float[]> biases = expert.inputs().biases();
    switch (layer.layout().halves()) {
      case APART -> {
        gates.addTo(own.gate, at, biases.getFirst());
        gates.addTo(own.up, at, biases.getLast());
      }
      case IN_TURN -> {
        gates.addTo(own.inTurn, 2 * at, biases.getFirst());
        for (int i = at; i < at + layer.width(); i++) {
          own.gate[i] = own.inTurn[2 * i];
          own.up[i] = own.inTurn[2 * i + 1];
        }
      }
    }
  }

  private void addOutputBiases(Experts layer) {
    forEachVisit(
        layer,
        (expert, visit) ->
            gates.addTo(own.output, visit * hidden, expert.output().biases().getFirst()));
  }

  private interface Visit {
    void of(Expert expert, int visit);
  }

  private void forEachVisit(Experts layer, Visit action) {
    int visits = own.starts[layer.experts().size()];
    workers.forEachBand(
        visits,
        ResidualStream.TOKEN_GRAIN,
        (from, to, _) -> {
          int expert = 0;
          for (int visit = from; visit < to; visit++) {
            while (own.starts[expert + 1] <= visit) {
              expert++;
            }
            action.of(layer.experts().get(expert), visit);
          }
        });
  }

  /// Writes the weighted sum of a token's visits.
  private void sum(int chosen, int row, float[] change) {
    int at = row * hidden;
    Arrays.fill(change, at, at + hidden, 0);
    for (int visit = row * chosen; visit < (row + 1) * chosen; visit++) {
      int from = own.places[visit] * hidden;
      kernels.addScaled(change, at, own.output, from, hidden, own.weights[visit]);
    }
  }
}
