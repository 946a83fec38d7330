package dev.ponder.train.optimise;

import dev.ponder.compute.Dense;
import dev.ponder.compute.Into;
import dev.ponder.compute.Multiplication;
import dev.ponder.compute.Multiplication.Form;
import dev.ponder.compute.Rows;
import dev.ponder.compute.Workers;

/// The products that [NewtonSchulz] needs, of row-major matrices.
final class MatrixProducts {
  private final Dense dense = Dense.fastest();
  private final Workers workers;

  MatrixProducts(Workers workers) {
    this.workers = workers;
  }

  /// `output = left · right`, of `[rows, depth]` with `[depth, columns]`.
  void multiply(Sizes sizes, float[] left, float[] right, float[] output) {
    multiply(Form.PLAIN, sizes, Rows.of(left, sizes.depth), Rows.of(right, sizes.columns), output);
  }

  /// `output = m · mᵀ`, of `[rows, rows]`.
  void rowsByRows(float[] m, int rows, int columns, float[] output) {
    Rows both = Rows.of(m, columns);
    multiply(Form.RIGHT_TRANSPOSED, new Sizes(rows, rows, columns), both, both, output);
  }

  /// `output = mᵀ · m`, of `[columns, columns]`.
  void columnsByColumns(float[] m, int rows, int columns, float[] output) {
    Rows both = Rows.of(m, columns);
    multiply(Form.LEFT_TRANSPOSED, new Sizes(columns, columns, rows), both, both, output);
  }

  private void multiply(Form form, Sizes sizes, Rows left, Rows right, float[] output) {
    Rows into = Rows.of(output, sizes.columns);
    dense.multiply(
        new Multiplication(
            form, sizes.rows, sizes.columns, sizes.depth, left, right, into, Into.OVERWRITE),
        workers);
  }

  /// Of a product: `[rows, depth]` with `[depth, columns]`.
  record Sizes(int rows, int columns, int depth) {}
}
