package dev.ponder.compute;

import static dev.ponder.compute.Lanes.COUNT;
import static dev.ponder.compute.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/// Gates and rotations of rows of floats, in the Vector API. [ScalarDense] has the formulas.
final class DenseRows {

  /// Fewest floats that are worth a thread.
  private static final int GRAIN = 16 << 10;

  private DenseRows() {}

  private static int grain(int width) {
    return Math.max(1, GRAIN / Math.max(1, width));
  }

  static void gate(Gating gating, Rows output, Workers workers) {
    output.require("gated values", gating.rows(), gating.width());
    workers.forEachBand(
        gating.rows(),
        grain(gating.width()),
        (from, to, _) -> {
          for (int r = from; r < to; r++) {
            gate(gating, r, output.values(), output.at(r));
          }
        });
  }

  private static void gate(Gating gating, int row, float[] output, int to) {
    float[] gates = gating.gate().values();
    float[] ups = gating.up().values();
    int gate = gating.gate().at(row);
    int up = gating.up().at(row);
    int i = 0;
    for (; i + COUNT <= gating.width(); i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, gates, gate + i);
      x.div(RowFunctions.exp(x.neg()).add(1f))
          .mul(FloatVector.fromArray(FLOATS, ups, up + i))
          .intoArray(output, to + i);
    }
    for (; i < gating.width(); i++) {
      float x = gates[gate + i];
      output[to + i] = (float) (x * ScalarDense.sigmoid(x) * ups[up + i]);
    }
  }

  static void gateBackward(Gating gating, Gating.Gradient gradient, Workers workers) {
    gating.require(gradient);
    workers.forEachBand(
        gating.rows(),
        grain(gating.width()),
        (from, to, _) -> {
          for (int r = from; r < to; r++) {
            gateBackward(gating, gradient, r);
          }
        });
  }

  private static void gateBackward(Gating gating, Gating.Gradient gradient, int row) {
    float[] gates = gating.gate().values();
    float[] ups = gating.up().values();
    float[] slopes = gradient.output().values();
    int gate = gating.gate().at(row);
    int up = gating.up().at(row);
    int from = gradient.output().at(row);
    int toGate = gradient.gate().at(row);
    int toUp = gradient.up().at(row);
    int i = 0;
    for (; i + COUNT <= gating.width(); i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, gates, gate + i);
      FloatVector y = FloatVector.fromArray(FLOATS, ups, up + i);
      FloatVector g = FloatVector.fromArray(FLOATS, slopes, from + i);
      FloatVector sigmoid = ONE.div(RowFunctions.exp(x.neg()).add(1f));
      FloatVector scaled = g.mul(sigmoid);
      FloatVector silu = x.mul(sigmoid);
      scaled.mul(y).mul(x.sub(silu).add(1f)).intoArray(gradient.gate().values(), toGate + i);
      scaled.mul(x).intoArray(gradient.up().values(), toUp + i);
    }
    for (; i < gating.width(); i++) {
      double x = gates[gate + i];
      double y = ups[up + i];
      double scaled = slopes[from + i] * ScalarDense.sigmoid(x);
      gradient.gate().values()[toGate + i] =
          (float) (scaled * y * (1 + x * (1 - ScalarDense.sigmoid(x))));
      gradient.up().values()[toUp + i] = (float) (scaled * x);
    }
  }

  private static final FloatVector ONE = FloatVector.broadcast(FLOATS, 1f);

  static void rotate(Rotation rotation, Rotation.Direction direction, Workers workers) {
    float sign = direction == Rotation.Direction.FORWARD ? 1f : -1f;
    workers.forEachBand(
        rotation.rows(),
        grain(rotation.heads() * rotation.width()),
        (from, to, _) -> {
          for (int r = from; r < to; r++) {
            for (int h = 0; h < rotation.heads(); h++) {
              rotate(rotation, r, h, sign);
            }
          }
        });
  }

  private static void rotate(Rotation rotation, int row, int head, float sign) {
    float[] values = rotation.values().values();
    float[] angles = rotation.angles();
    int half = rotation.width() / 2;
    int angle = rotation.positions()[row] * rotation.width();
    int from = rotation.values().at(row) + head * rotation.width();
    int i = 0;
    for (; i + COUNT <= half; i += COUNT) {
      FloatVector a = FloatVector.fromArray(FLOATS, values, from + i);
      FloatVector b = FloatVector.fromArray(FLOATS, values, from + half + i);
      FloatVector cosine = FloatVector.fromArray(FLOATS, angles, angle + i);
      FloatVector sine = FloatVector.fromArray(FLOATS, angles, angle + half + i).mul(sign);
      a.mul(cosine).sub(b.mul(sine)).intoArray(values, from + i);
      a.mul(sine).add(b.mul(cosine)).intoArray(values, from + half + i);
    }
    for (; i < half; i++) {
      float a = values[from + i];
      float b = values[from + half + i];
      float cosine = angles[angle + i];
      float sine = angles[angle + half + i] * sign;
      values[from + i] = a * cosine - b * sine;
      values[from + half + i] = a * sine + b * cosine;
    }
  }
}
