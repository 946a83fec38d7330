package dev.ponder.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.model.ModelShape.Head;
import dev.ponder.train.TransformerShape.Family;
import org.junit.jupiter.api.Test;

final class TransformerShapeTest {

  private static void refused(String message, Runnable making) {
    assertThatThrownBy(making::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static TransformerShape heads(int heads, int kvHeads, int width) {
    return new TransformerShape(
        Family.QWEN3, 2, 24, heads, kvHeads, width, 20, 37, 64, Head.TIED, 1e4, 1e-6f);
  }

  private static TransformerShape widths(int hidden, int feedForward, int vocabulary) {
    return new TransformerShape(
        Family.LLAMA, 2, hidden, 4, 2, 8, feedForward, vocabulary, 64, Head.TIED, 1e4, 1e-6f);
  }

  @Test
  void contradictionsAreRefused() {
    refused("3 key heads do not divide 4 heads", () -> heads(4, 3, 8));
    refused("heads are 7 wide, which is odd", () -> heads(4, 2, 7));
    refused("key heads must be between 1 and 4, not 8", () -> heads(4, 8, 8));
  }

  @Test
  void absurdSizesAreRefused() {
    refused("hidden width must be between 1 and 65536, not 0", () -> widths(0, 20, 37));
    refused("vocabulary must be between 1 and 16777216, not -1", () -> widths(24, 20, -1));
    refused(
        "the embedding of 16777216 x 128 is larger than an array", () -> widths(128, 20, 1 << 24));
    refused(
        "gate and up of 1048576 x 65536 is larger than an array",
        () -> widths(1 << 16, 1 << 19, 37));
  }

  @Test
  void impossibleNumbersAreRefused() {
    refused(
        "a rotary base of NaN or an epsilon of 1.0E-6 is impossible",
        () ->
            new TransformerShape(
                Family.QWEN2, 2, 24, 4, 2, 8, 20, 37, 64, Head.TIED, Double.NaN, 1e-6f));
  }
}
