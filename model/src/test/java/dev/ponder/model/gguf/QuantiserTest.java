package dev.ponder.model.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class QuantiserTest {

  @Test
  void sixteenBitFloatsRoundToNearestEven() {
    ByteBuffer half = encode(Format.F16, 1f, 1f + 0x1p-11f, 1f + 0x3p-11f, 65504f);
    assertThat(shorts(half)).containsExactly(0x3C00, 0x3C00, 0x3C02, 0x7BFF);
    ByteBuffer brain = encode(Format.BF16, 1f, 1f + 0x1p-8f, 1f + 0x3p-8f, -2f);
    assertThat(shorts(brain)).containsExactly(0x3F80, 0x3F80, 0x3F82, 0xC000);
  }

  @Test
  void q8RoundsHalvesAwayFromZero() {
    float[] values = new float[32];
    values[0] = 127;
    values[1] = 2.5f;
    values[2] = -2.5f;
    values[3] = -127;
    ByteBuffer block = encode(Format.Q8_0, values);
    assertThat(Float.float16ToFloat(block.getShort())).isEqualTo(1f);
    assertThat(new int[] {block.get(), block.get(), block.get(), block.get(), block.get()})
        .containsExactly(127, 3, -3, -127, 0);
  }

  @Test
  void q4TakesItsScaleFromTheSignedExtreme() {
    float[] values = new float[32];
    values[0] = -8;
    values[1] = 7;
    values[16] = 8;
    values[17] = 0.4f;
    ByteBuffer block = encode(Format.Q4_0, values);
    assertThat(Float.float16ToFloat(block.getShort())).isEqualTo(1f);
    assertThat(new int[] {block.get() & 0xFF, block.get() & 0xFF, block.get() & 0xFF})
        .containsExactly(0xF0, 0x8F, 0x88);
  }

  @Test
  void zeroBlocksStayZero() {
    assertClose(decodeQ8(encode(Format.Q8_0, new float[32])), new float[32], 0);
    assertClose(decodeQ4(encode(Format.Q4_0, new float[32])), new float[32], 0);
  }

  @Test
  void quantisedValuesStayWithinHalfAStep() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      float[] values = new float[32];
      float largest = 0;
      for (int i = 0; i < 32; i++) {
        values[i] = (float) random.nextGaussian();
        largest = Math.max(largest, Math.abs(values[i]));
      }
      // The scale itself is rounded to 11 bits; at the far end Q4_0 lacks the step +8.
      float scaleError = largest * 0x1p-11f;
      assertClose(decodeQ8(encode(Format.Q8_0, values)), values, largest / 254 + scaleError);
      assertClose(decodeQ4(encode(Format.Q4_0, values)), values, largest / 8 + scaleError);
    }
  }

  private static void assertClose(float[] actual, float[] expected, float bound) {
    assertThat(actual).containsExactly(expected, Offset.offset(bound * 1.0001f));
  }

  private static float[] decodeQ8(ByteBuffer block) {
    float scale = Float.float16ToFloat(block.getShort());
    float[] values = new float[32];
    for (int i = 0; i < 32; i++) {
      values[i] = scale * block.get();
    }
    return values;
  }

  private static float[] decodeQ4(ByteBuffer block) {
    float scale = Float.float16ToFloat(block.getShort());
    float[] values = new float[32];
    for (int i = 0; i < 16; i++) {
      int pair = block.get() & 0xFF;
      values[i] = scale * ((pair & 15) - 8);
      values[i + 16] = scale * ((pair >> 4) - 8);
    }
    return values;
  }

  private static ByteBuffer encode(Format format, float... values) {
    ByteBuffer out =
        ByteBuffer.allocate((int) format.bytes(values.length)).order(ByteOrder.LITTLE_ENDIAN);
    Quantiser.encode(format, values, out);
    return out.flip();
  }

  private static int[] shorts(ByteBuffer bytes) {
    return java.util.stream.IntStream.range(0, bytes.remaining() / 2)
        .map(i -> bytes.getShort(2 * i) & 0xFFFF)
        .toArray();
  }
}
