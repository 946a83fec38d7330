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
/// @param inputs queries, keys and values, side by side
/// @param headNorms of query and key heads, where the family has them
record Attention(
    TransformerShape shape,
    LearnedNorm norm,
    Linear inputs,
    Optional<HeadNorms> headNorms,
    Linear output,
    Compute compute) {

  /// Norms of the query heads and of the key heads.
  record HeadNorms(LearnedNorm query, LearnedNorm key) {}

  /// Queries, keys and values of all rows, wherever they lie.
  private record Inputs(Rows queries, Rows keys, Rows values) {}

  /// From `layer.input()` to `layer.middle()`.
  ///
  /// @param angles of the positions, as [Rotation] has them
  void forward(Batch batch, float[] angles, Activations.Layer layer) {
    int rows = batch.rows();
    Rows normed = stream(layer.normed());
    norm.forward(rows, stream(layer.input()), normed);
    inputs.forward(rows, normed, sideBySide(layer.inputs()), Into.OVERWRITE);
    Inputs projected = inputs(layer.inputs());
    Inputs seen = seen(layer);
    headNorms.ifPresent(norms -> {
      norms.query.forward(rows, projected.queries, seen.queries);
      norms.key.forward(rows, projected.keys, seen.keys);
    });
    rotate(batch, angles, seen, Direction.FORWARD);
    compute.kernels().attend(attention(batch, seen), result(layer), compute.workers());
    System.arraycopy(layer.input(), 0, layer.middle(), 0, rows * shape.hidden());
    output.forward(rows, queries(layer.attended()), stream(layer.middle()), Into.ADD);
  }

  /// Turns the gradient of `layer.middle()` in `gradients.stream()` into that of `layer.input()`.
  void backward(
      Batch batch, float[] angles, Activations.Layer layer, Activations.Gradients gradients) {
    int rows = batch.rows();
    Rows ofStream = stream(gradients.stream());
    Rows ofAttended = queries(gradients.attended());
    output.backward(
        rows, queries(layer.attended()), new Linear.Gradient(ofStream, ofAttended, Into.OVERWRITE));
    Inputs of = inputs(gradients.inputs());
    compute
        .kernels()
        .attendBackward(
            attention(batch, seen(layer)),
            result(layer),
            new CausalAttention.Gradient(ofAttended, of.queries, of.keys, of.values),
            compute.workers());
    rotate(batch, angles, of, Direction.BACK);
    Inputs projected = inputs(layer.inputs());
    headNorms.ifPresent(norms -> {
      norms.query.backward(rows, projected.queries, of.queries, of.queries, Into.OVERWRITE);
      norms.key.backward(rows, projected.keys, of.keys, of.keys, Into.OVERWRITE);
    });
    Rows ofNormed = stream(gradients.normed());
    inputs.backward(
        rows,
        stream(layer.normed()),
        new Linear.Gradient(sideBySide(gradients.inputs()), ofNormed, Into.OVERWRITE));
    norm.backward(rows, stream(layer.input()), ofNormed, ofStream, Into.ADD);
  }

  private void rotate(Batch batch, float[] angles, Inputs turned, Direction direction) {
    rotate(batch, angles, shape.heads(), turned.queries, direction);
    rotate(batch, angles, shape.kvHeads(), turned.keys, direction);
  }

  private void rotate(Batch batch, float[] angles, int heads, Rows turned, Direction direction) {
    Rotation rotation =
        new Rotation(batch.rows(), heads, shape.headWidth(), turned, batch.positions(), angles);
    compute.kernels().rotate(rotation, direction, compute.workers());
  }

  private CausalAttention attention(Batch batch, Inputs seen) {
    return new CausalAttention(
        batch.starts(),
        shape.heads(),
        shape.kvHeads(),
        shape.headWidth(),
        (float) (1 / Math.sqrt(shape.headWidth())),
        seen.queries,
        seen.keys,
        seen.values);
  }

  private CausalAttention.Result result(Activations.Layer layer) {
    return new CausalAttention.Result(queries(layer.attended()), layer.logSums());
  }

  /// What attention sees: where heads are normed, queries and keys have a place of their own; else
  /// they are turned where they were projected.
  private Inputs seen(Activations.Layer layer) {
    Inputs projected = inputs(layer.inputs());
    return headNorms.isEmpty()
        ? projected
        : new Inputs(
            queries(layer.queries()), Rows.of(layer.keys(), shape.kvWidth()), projected.values);
  }

  private Inputs inputs(float[] values) {
    Rows queries = sideBySide(values);
    Rows keys = queries.from(shape.queryWidth());
    return new Inputs(queries, keys, keys.from(shape.kvWidth()));
  }

  private Rows sideBySide(float[] values) {
    return Rows.of(values, shape.queryWidth() + 2 * shape.kvWidth());
  }

  private Rows stream(float[] values) {
    return Rows.of(values, shape.hidden());
  }

  private Rows queries(float[] values) {
    return Rows.of(values, shape.queryWidth());
  }
}
