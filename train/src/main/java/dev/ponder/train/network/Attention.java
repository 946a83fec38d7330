package dev.ponder.train.network;

import dev.ponder.compute.CausalAttention;
import dev.ponder.compute.Into;
import dev.ponder.compute.Rotation;
import dev.ponder.compute.Rotation.Direction;
import dev.ponder.compute.Rows;
import dev.ponder.train.TransformerShape;
import java.util.Optional;

/// The attention of a layer: `x + output(attend(turn(norm(query(norm(x)))), …))`.
///
/// @param norm of the residual stream
/// @param headNorms of query and key heads, where the family has them
record Attention(
    TransformerShape shape,
    LearnedNorm norm,
    Linear query,
    Linear key,
    Linear value,
    Optional<HeadNorms> headNorms,
    Linear output,
    Compute compute) {

  /// Norms of the query heads and of the key heads.
  record HeadNorms(LearnedNorm query, LearnedNorm key) {}

  /// From `layer.input()` to `layer.middle()`.
  ///
  /// @param angles of the positions, as [Rotation] has them
  void forward(Batch batch, float[] angles, Activations.Layer layer) {
    int rows = batch.rows();
    norm.forward(rows, layer.input(), layer.normed());
    project(rows, layer);
    rotate(batch, angles, layer.turnedQueries(), shape.heads(), Direction.FORWARD);
    rotate(batch, angles, layer.turnedKeys(), shape.kvHeads(), Direction.FORWARD);
    compute.kernels().attend(attention(batch, layer), result(layer), compute.workers());
    System.arraycopy(layer.input(), 0, layer.middle(), 0, rows * shape.hidden());
    output.forward(rows, queries(layer.attended()), stream(layer.middle()), Into.ADD);
  }

  private void project(int rows, Activations.Layer layer) {
    Rows normed = stream(layer.normed());
    value.forward(rows, normed, keys(layer.values()), Into.OVERWRITE);
    if (headNorms.isEmpty()) {
      query.forward(rows, normed, queries(layer.turnedQueries()), Into.OVERWRITE);
      key.forward(rows, normed, keys(layer.turnedKeys()), Into.OVERWRITE);
      return;
    }
    HeadNorms norms = headNorms.get();
    query.forward(rows, normed, queries(layer.queries()), Into.OVERWRITE);
    key.forward(rows, normed, keys(layer.keys()), Into.OVERWRITE);
    norms.query.forward(rows, layer.queries(), layer.turnedQueries());
    norms.key.forward(rows, layer.keys(), layer.turnedKeys());
  }

  /// Turns the gradient of `layer.middle()` in `gradients.stream()` into that of `layer.input()`.
  void backward(
      Batch batch, float[] angles, Activations.Layer layer, Activations.Gradients gradients) {
    int rows = batch.rows();
    output.backward(
        rows,
        queries(layer.attended()),
        new Linear.Gradient(
            stream(gradients.stream()), queries(gradients.attended()), Into.OVERWRITE));
    compute
        .kernels()
        .attendBackward(
            attention(batch, layer), result(layer), gradient(gradients), compute.workers());
    rotate(batch, angles, gradients.queries(), shape.heads(), Direction.BACK);
    rotate(batch, angles, gradients.keys(), shape.kvHeads(), Direction.BACK);
    projectBackward(rows, layer, gradients);
    norm.backward(rows, layer.input(), gradients.normed(), gradients.stream(), Into.ADD);
  }

  private void projectBackward(int rows, Activations.Layer layer, Activations.Gradients gradients) {
    headNorms.ifPresent(norms -> {
      float[] ofQueries = gradients.queries();
      float[] ofKeys = gradients.keys();
      norms.query.backward(rows, layer.queries(), ofQueries, ofQueries, Into.OVERWRITE);
      norms.key.backward(rows, layer.keys(), ofKeys, ofKeys, Into.OVERWRITE);
    });
    Rows normed = stream(layer.normed());
    Rows sum = stream(gradients.normed());
    query.backward(
        rows, normed, new Linear.Gradient(queries(gradients.queries()), sum, Into.OVERWRITE));
    key.backward(rows, normed, new Linear.Gradient(keys(gradients.keys()), sum, Into.ADD));
    value.backward(rows, normed, new Linear.Gradient(keys(gradients.values()), sum, Into.ADD));
  }

  private void rotate(Batch batch, float[] angles, float[] values, int heads, Direction direction) {
    Rows rows = Rows.of(values, heads * shape.headWidth());
    compute
        .kernels()
        .rotate(
            new Rotation(batch.rows(), heads, shape.headWidth(), rows, batch.positions(), angles),
            direction,
            compute.workers());
  }

  private CausalAttention attention(Batch batch, Activations.Layer layer) {
    return new CausalAttention(
        batch.starts(),
        shape.heads(),
        shape.kvHeads(),
        shape.headWidth(),
        (float) (1 / Math.sqrt(shape.headWidth())),
        queries(layer.turnedQueries()),
        keys(layer.turnedKeys()),
        keys(layer.values()));
  }

  private CausalAttention.Result result(Activations.Layer layer) {
    return new CausalAttention.Result(queries(layer.attended()), layer.logSums());
  }

  private CausalAttention.Gradient gradient(Activations.Gradients gradients) {
    return new CausalAttention.Gradient(
        queries(gradients.attended()),
        queries(gradients.queries()),
        keys(gradients.keys()),
        keys(gradients.values()));
  }

  private Rows stream(float[] values) {
    return Rows.of(values, shape.hidden());
  }

  private Rows queries(float[] values) {
    return Rows.of(values, shape.queryWidth());
  }

  private Rows keys(float[] values) {
    return Rows.of(values, shape.kvWidth());
  }
}
