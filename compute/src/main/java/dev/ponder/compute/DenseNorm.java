package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/// Root mean square normalisation of rows and its gradients, in the Vector API. [ScalarDense] has
/// the formulas.
final class DenseNorm {

  /// Rows whose gradients of the weight are summed one after the other; such sums are then added in
  /// the order of the rows, whoever made them.
  private static final int CHUNK = 128;

  private final Norm norm;
  private final float[] x;
  private final float[] weight;
  private final int width;

  /// Elements that fill vectors.
  private final int whole;

  private DenseNorm(Norm norm) {
    this.norm = norm;
    x = norm.input().values();
    weight = norm.weight();
    width = norm.width();
    whole = width - width % COUNT;
  }

  static void forward(Norm norm, Rows output, Workers workers) {
    output.require("a norm's output", norm.rows(), norm.heads() * norm.width());
    DenseNorm own = new DenseNorm(norm);
    workers.forEachBand(norm.rows(), CHUNK, (from, to, _) -> own.forward(output, from, to));
  }

  private void forward(Rows output, int fromRow, int toRow) {
    for (int r = fromRow; r < toRow; r++) {
      for (int h = 0; h < norm.heads(); h++) {
        forward(norm.input().at(r) + h * width, output.values(), output.at(r) + h * width);
      }
    }
  }

  private void forward(int from, float[] y, int to) {
    float scale = scale(from);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector.fromArray(FLOATS, x, from + i)
          .mul(scale)
          .mul(FloatVector.fromArray(FLOATS, weight, i))
          .intoArray(y, to + i);
    }
    for (int i = whole; i < width; i++) {
      y[to + i] = x[from + i] * scale * weight[i];
    }
  }

  private float scale(int from) {
    FloatVector squares = FloatVector.zero(FLOATS);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, from + i);
      squares = v.fma(v, squares);
    }
    float sum = Lanes.sum(squares);
    for (int i = whole; i < width; i++) {
      sum = Math.fma(x[from + i], x[from + i], sum);
    }
    return (float) (1 / Math.sqrt(sum / width + norm.epsilon()));
  }

  static void backward(Norm norm, Norm.Gradient gradient, Workers workers) {
    norm.require(gradient);
    DenseNorm own = new DenseNorm(norm);
    int chunks = Math.ceilDiv(norm.rows(), CHUNK);
    float[][] sums = new float[chunks][own.width];
    workers.forEachBand(
        chunks,
        1,
        (from, to, _) -> {
          for (int chunk = from; chunk < to; chunk++) {
            own.backward(gradient, chunk, sums[chunk]);
          }
        });
    for (float[] sum : sums) {
      for (int i = 0; i < own.width; i++) {
        gradient.weight()[i] += sum[i];
      }
    }
  }

  private void backward(Norm.Gradient gradient, int chunk, float[] sums) {
    int end = Math.min((chunk + 1) * CHUNK, norm.rows());
    for (int r = chunk * CHUNK; r < end; r++) {
      for (int h = 0; h < norm.heads(); h++) {
        int head = h * width;
        int from = norm.input().at(r) + head;
        float scale = scale(from);
        float mean = mean(gradient.output(), gradient.output().at(r) + head, from);
        Factors factors = new Factors(scale, scale * scale * scale * mean);
        backward(gradient, r, head, factors, sums);
      }
    }
  }

  /// The gradient of the input is `scale · w · g - shift · x`.
  private record Factors(float scale, float shift) {}

  /// `mean(w · g · x)`.
  private float mean(Rows gradient, int at, int from) {
    float[] g = gradient.values();
    FloatVector products = FloatVector.zero(FLOATS);
    for (int i = 0; i < whole; i += COUNT) {
      products =
          FloatVector.fromArray(FLOATS, g, at + i)
              .mul(FloatVector.fromArray(FLOATS, weight, i))
              .fma(FloatVector.fromArray(FLOATS, x, from + i), products);
    }
    float sum = Lanes.sum(products);
    for (int i = whole; i < width; i++) {
      sum = Math.fma(g[at + i] * weight[i], x[from + i], sum);
    }
    return sum / width;
  }

  private void backward(Norm.Gradient gradient, int row, int head, Factors f, float[] sums) {
    float[] g = gradient.output().values();
    float[] dx = gradient.input().values();
    int from = norm.input().at(row) + head;
    int at = gradient.output().at(row) + head;
    int to = gradient.input().at(row) + head;
    boolean add = gradient.into() == Into.ADD;
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector gs = FloatVector.fromArray(FLOATS, g, at + i).mul(f.scale);
      FloatVector xs = FloatVector.fromArray(FLOATS, x, from + i);
      gs.fma(xs, FloatVector.fromArray(FLOATS, sums, i)).intoArray(sums, i);
      FloatVector slope = gs.mul(FloatVector.fromArray(FLOATS, weight, i)).sub(xs.mul(f.shift));
      if (add) {
        slope = slope.add(FloatVector.fromArray(FLOATS, dx, to + i));
      }
      slope.intoArray(dx, to + i);
    }
    for (int i = whole; i < width; i++) {
      float scaled = g[at + i] * f.scale;
      sums[i] = Math.fma(scaled, x[from + i], sums[i]);
      float slope = scaled * weight[i] - x[from + i] * f.shift;
      dx[to + i] = add ? dx[to + i] + slope : slope;
    }
  }
}
