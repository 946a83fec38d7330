package dev.ponder.train.optimise;

import dev.ponder.compute.Workers;
import dev.ponder.train.Parameter;
import java.util.List;

/// The nearest matrix with orthogonal rows or columns, roughly: five steps of a Newton-Schulz
/// iteration bring singular values in `(0, 1]` to between about 0.7 and 1.2, which is near enough
/// for a direction to step in.
///
/// A step is `X ← a X + (b A + c A²) X` with `A = X Xᵀ`, which applies the polynomial `a s + b s³ +
/// c s⁵` to each singular value `s`. For a matrix that is taller than wide the same is done from
/// the other side, with `A = Xᵀ X`, since `A` is smaller then.
final class NewtonSchulz {
  private static final int STEPS = 5;
  private static final float A = 3.4445f;
  private static final float B = -4.7750f;
  private static final float C = 2.0315f;

  /// Keeps a matrix of zeros from being divided by its norm.
  private static final double SMALLEST_NORM = 1e-7;

  private static final int GRAIN = 4096;

  private final Workers workers;
  private final MatrixProducts products;
  private float[] matrix;
  private float[] next;
  private final float[] square;
  private final float[] polynomial;

  private NewtonSchulz(int largest, int largestSquare, Workers workers) {
    this.workers = workers;
    products = new MatrixProducts(workers);
    matrix = new float[largest];
    next = new float[largest];
    square = new float[largestSquare];
    polynomial = new float[largestSquare];
  }

  /// With room for any of these.
  static NewtonSchulz forLargestOf(List<Parameter> parameters, Workers workers) {
    int largest = 0;
    int largestSquare = 0;
    for (Parameter parameter : parameters) {
      int side = Math.min(parameter.rows(), parameter.columns());
      largest = Math.max(largest, parameter.values().length);
      largestSquare = Math.max(largestSquare, Math.multiplyExact(side, side));
    }
    return new NewtonSchulz(largest, largestSquare, workers);
  }

  /// Where the matrix is to be put, until the next call of [#of].
  float[] input() {
    return matrix;
  }

  /// The orthogonal one, to be used before the next is put in.
  float[] of(int rows, int columns) {
    normalise(rows * columns);
    for (int step = 0; step < STEPS; step++) {
      if (rows <= columns) {
        products.rowsByRows(matrix, rows, columns, square);
        polynomial(rows);
        products.multiply(new MatrixProducts.Sizes(rows, columns, rows), polynomial, matrix, next);
      } else {
        products.columnsByColumns(matrix, rows, columns, square);
        polynomial(columns);
        products.multiply(
            new MatrixProducts.Sizes(rows, columns, columns), matrix, polynomial, next);
      }
      float[] swapped = matrix;
      matrix = next;
      next = swapped;
    }
    return matrix;
  }

  private void normalise(int size) {
    double norm = Math.sqrt(Gradients.sumOfSquares(matrix, size, workers)) + SMALLEST_NORM;
    float scale = (float) (1 / norm);
    float[] scaled = matrix;
    workers.forEachBand(
        size,
        GRAIN,
        (from, to, _) -> {
          for (int i = from; i < to; i++) {
            scaled[i] *= scale;
          }
        });
  }

  /// `a I + b A + c A²`, so that one product more gives the whole step.
  private void polynomial(int side) {
    products.multiply(new MatrixProducts.Sizes(side, side, side), square, square, polynomial);
    workers.forEachBand(
        side * side,
        GRAIN,
        (from, to, _) -> {
          for (int i = from; i < to; i++) {
            polynomial[i] = B * square[i] + C * polynomial[i];
          }
        });
    for (int i = 0; i < side; i++) {
      polynomial[i * side + i] += A;
    }
  }
}
