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
    gather(router.chosen(), rows);
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

  private void gather(int chosen, int rows) {
    workers.forEachBand(
        rows,
        ResidualStream.TOKEN_GRAIN,
        (from, to, _) -> {
          for (int visit = from * chosen; visit < to * chosen; visit++) {
            int source = visit / chosen * hidden;
            System.arraycopy(scratch.normed, source, own.input, own.places[visit] * hidden, hidden);
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
    kernels.multiplyGroups(inputs, own.input, own.gateAndUp, workers);
    activate(layer);
    kernels.multiplyGroups(outputs, own.gate, own.outputs, workers);
    addOutputBiases(layer);
  }

  private void activate(Experts layer) {
    int width = layer.width();
    forEachVisit(
        layer,
        (expert, visit) -> {
          List<float[]> biases = expert.inputs().biases();
          gates.addTo(own.gate, visit * width, biases.getFirst());
          gates.addTo(own.up, visit * width, biases.getLast());
          gates.activate(layer.activation(), own.gate, own.up, visit * width, width);
        });
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
