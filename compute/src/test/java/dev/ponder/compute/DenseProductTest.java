package dev.ponder.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.ponder.compute.Multiplication.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Products of dense matrices against their scalar twin, which sums in double precision. The build
/// runs it for every vector width.
class DenseProductTest {
  private static final float EPS = Math.ulp(1f);

  private final Dense dense = Dense.fastest();

  @ParameterizedTest
  @CsvSource({
    "0,5,3",
    "5,0,3",
    "1,1,1",
    "1,64,192",
    "12,32,16",
    "13,33,17",
    "11,31,300",
    "100,70,257",
    "64,5,513",
    "200,1,40",
    "25,600,20",
    "3,7,0"
  })
  void agreesWithItsTwin(int rows, int columns, int depth) {
    for (Form form : Form.values()) {
      for (Into into : Into.values()) {
        Multiplication fast = multiplication(form, rows, columns, depth, into);
        Multiplication slow = multiplication(form, rows, columns, depth, into);
        multiply(dense, fast, 2);
        multiply(new ScalarDense(), slow, 1);
        // Each of the `depth` products is of the order of one, and so are the roundings.
        requireClose(fast.output(), slow.output(), 2 * (depth + 4) * EPS);
      }
    }
  }

  @Test
  void threadsDoNotShow() {
    for (Form form : Form.values()) {
      Multiplication one = multiplication(form, 150, 100, 300, Into.ADD);
      Multiplication three = multiplication(form, 150, 100, 300, Into.ADD);
      multiply(dense, one, 1);
      multiply(dense, three, 3);
      assertThat(three.output().values()).isEqualTo(one.output().values());
    }
  }

  @Test
  void aRowIsTheSameInAnyBatch() {
    Multiplication many = multiplication(Form.RIGHT_TRANSPOSED, 50, 40, 100, Into.OVERWRITE);
    multiply(dense, many, 2);
    float[] alone = new float[40];
    Rows row = many.left().below(37);
    multiply(
        dense,
        new Multiplication(
            many.form(), 1, 40, 100, row, many.right(), Rows.of(alone, 40), Into.OVERWRITE),
        1);
    for (int j = 0; j < 40; j++) {
      assertThat(alone[j]).isEqualTo(many.output().values()[many.output().at(37) + j]);
    }
  }

  @Test
  void operandsMayEndWhereTheirArraysEnd() {
    float[] left = RandomMatrices.floats(5 * 7, 1);
    float[] right = RandomMatrices.floats(5 * 9, 2);
    float[] fast = new float[7 * 9];
    float[] slow = new float[7 * 9];
    for (float[] output : new float[][] {fast, slow}) {
      multiply(
          output == fast ? dense : new ScalarDense(),
          new Multiplication(
              Form.LEFT_TRANSPOSED,
              7,
              9,
              5,
              Rows.of(left, 7),
              Rows.of(right, 9),
              Rows.of(output, 9),
              Into.OVERWRITE),
          1);
    }
    requireClose(Rows.of(fast, 9), Rows.of(slow, 9), 20 * EPS);
  }

  @Test
  void shortArraysAreRefused() {
    Rows small = Rows.of(new float[11], 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Multiplication(Form.PLAIN, 3, 2, 4, small, small, small, Into.ADD))
        .withMessageContaining("11 floats of the left factor do not hold 3 rows of 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Multiplication(
                Form.PLAIN, 2, 5, 2, small, Rows.of(new float[99], 4), small, Into.ADD))
        .withMessageContaining("rows of 5 overlap in the right factor, 4 apart");
  }

  private static void multiply(Dense dense, Multiplication multiplication, int threads) {
    try (Workers workers = new Workers(threads)) {
      dense.multiply(multiplication, workers);
    }
  }

  private static Multiplication multiplication(
      Form form, int rows, int columns, int depth, Into into) {
    boolean leftTransposed = form == Form.LEFT_TRANSPOSED;
    boolean rightTransposed = form == Form.RIGHT_TRANSPOSED;
    return new Multiplication(
        form,
        rows,
        columns,
        depth,
        leftTransposed ? rows(depth, rows, 1) : rows(rows, depth, 1),
        rightTransposed ? rows(columns, depth, 2) : rows(depth, columns, 2),
        rows(rows, columns, 3),
        into);
  }

  /// With a margin at both ends and between rows.
  private static Rows rows(int rows, int width, int seed) {
    return new Rows(RandomMatrices.floats(3 + rows * (width + 2), seed), 3, width + 2);
  }

  /// Everything, margins included.
  ///
  /// @param tolerance relative to the largest
  private static void requireClose(Rows actual, Rows expected, float tolerance) {
    float largest = 1;
    for (float value : expected.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual.values()).containsExactly(expected.values(), within(tolerance * largest));
  }
}
