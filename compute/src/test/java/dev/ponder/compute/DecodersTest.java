package dev.ponder.compute;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The plain decoders against blocks made by hand.
class DecodersTest {
  private static final short TWO = Float.floatToFloat16(2);
  private static final short HALF = Float.floatToFloat16(0.5f);

  @Test
  void nibblesLieInHalves() {
    ByteBuffer block = block(Format.Q4_0).putShort(TWO);
    block.put(2, (byte) 0xf0).put(17, (byte) 0x19);
    float[] row = decode(Format.Q4_0, block);
    assertThat(row[0]).isEqualTo(2 * -8);
    assertThat(row[16]).isEqualTo(2 * 7);
    assertThat(row[15]).isEqualTo(2 * 1);
    assertThat(row[31]).isEqualTo(2 * -7);

    ByteBuffer withMinimum = block(Format.Q4_1).putShort(TWO).putShort(HALF);
    withMinimum.put(4, (byte) 0xf3);
    row = decode(Format.Q4_1, withMinimum);
    assertThat(row[0]).isEqualTo(2 * 3 + 0.5f);
    assertThat(row[16]).isEqualTo(2 * 15 + 0.5f);
    assertThat(row[1]).isEqualTo(0.5f);
  }

  @Test
  void fifthBitsStandApart() {
    ByteBuffer block = block(Format.Q5_0).putShort(TWO).putInt(1 | 1 << 31);
    block.put(6, (byte) 0x1f).put(21, (byte) 0x20);
    float[] row = decode(Format.Q5_0, block);
    assertThat(row[0]).isEqualTo(2 * (31 - 16));
    assertThat(row[16]).isEqualTo(2 * (1 - 16));
    assertThat(row[31]).isEqualTo(2 * (2 + 16 - 16));

    ByteBuffer withMinimum = block(Format.Q5_1).putShort(TWO).putShort(HALF).putInt(1 << 16);
    row = decode(Format.Q5_1, withMinimum);
    assertThat(row[16]).isEqualTo(2 * 16 + 0.5f);
    assertThat(row[0]).isEqualTo(0.5f);
  }

  @Test
  void bytesAreSigned() {
    ByteBuffer block = block(Format.Q8_0).putShort(HALF).put((byte) -128).put((byte) 127);
    float[] row = decode(Format.Q8_0, block);
    assertThat(row).startsWith(-64, 63.5f, 0);
  }

  @Test
  void nibblesMayBePlacesInATable() {
    ByteBuffer block = block(Format.IQ4_NL).putShort(TWO).put((byte) 0xf0).put((byte) 0x78);
    float[] row = decode(Format.IQ4_NL, block);
    assertThat(row).startsWith(-254, 2);
    assertThat(row[16]).isEqualTo(2 * 113);
    assertThat(row[17]).isEqualTo(2 * -10);

    ByteBuffer four = block(Format.MXFP4).put((byte) 128).put((byte) 0x97);
    row = decode(Format.MXFP4, four);
    assertThat(row[0]).isEqualTo(12);
    assertThat(row[16]).isEqualTo(-1);
    assertThat(decode(Format.MXFP4, block(Format.MXFP4).put((byte) 0).put((byte) 1))[0])
        .isEqualTo(0x1p-128f);
    assertThat(decode(Format.MXFP4, block(Format.MXFP4).put((byte) 1).put((byte) 1))[0])
        .isEqualTo(0x1p-127f);
  }

  @Test
  void pairsOfBitsHaveScalesAndMinima() {
    ByteBuffer block = block(Format.Q2_K);
    block.put(9, (byte) 0x35).putShort(80, TWO).putShort(82, HALF);
    // Group 9: the second half's first pair, elements 144 to 159.
    block.put(16 + 32 + 16, (byte) 0b11_10_01_11);
    float[] row = decode(Format.Q2_K, block);
    assertThat(row[144]).isEqualTo(2 * 5 * 3 - 0.5f * 3);
    assertThat(row[145]).isEqualTo(-0.5f * 3);
    assertThat(row[143]).isZero();
  }

  @Test
  void thirdBitsAreSetWhereNothingIsSubtracted() {
    ByteBuffer block = block(Format.Q3_K).putShort(108, TWO);
    // Scale 13: low bits in the high nibble of byte 5, high bits in byte 9, bits 6 and 7.
    block.put(96 + 5, (byte) 0x70).put(96 + 9, (byte) 0b10_00_00_00);
    block.put(32 + 32 + 16, (byte) 0b00_10_00_00).put(17, (byte) 0b0100_0000);
    float[] row = decode(Format.Q3_K, block);
    float scale = 2 * (7 + 32 - 32);
    assertThat(row[128 + 64 + 16]).isEqualTo(scale * (2 - 4));
    assertThat(row[128 + 64 + 17]).isEqualTo(scale * 0);
    assertThat(row[0]).isEqualTo(2 * -32 * -4);
  }

  @Test
  void sixBitScalesArePackedInTwelveBytes() {
    ByteBuffer block = block(Format.Q4_K).putShort(TWO).putShort(HALF);
    // Group 1: scale 33, minimum 9. Group 6: scale 0b10_0101, minimum 0b01_0011.
    block.put(5, (byte) 33).put(9, (byte) 9);
    block.put(4 + 2, (byte) 0b1000_0000).put(4 + 6, (byte) 0b0100_0000).put(4 + 10, (byte) 0x35);
    block.put(16, (byte) 0xc0).put(16 + 96 + 1, (byte) 0x0d);
    float[] row = decode(Format.Q4_K, block);
    assertThat(row[32]).isEqualTo(2 * 33 * 12 - 0.5f * 9);
    assertThat(row[192 + 1]).isEqualTo(2 * 37 * 13 - 0.5f * 19);

    ByteBuffer five = block(Format.Q5_K).putShort(TWO).putShort(HALF);
    five.put(5, (byte) 33).put(9, (byte) 9).put(16, (byte) 0b10).put(48, (byte) 0xc0);
    row = decode(Format.Q5_K, five);
    assertThat(row[32]).isEqualTo(2 * 33 * (12 + 16) - 0.5f * 9);
    assertThat(row[33]).isEqualTo(-0.5f * 9);
  }

  @Test
  void sixBitsAreANibbleAndAPair() {
    ByteBuffer block = block(Format.Q6_K).putShort(208, HALF);
    block.put(192 + 15, (byte) -3).put(192, (byte) 100);
    // Element 128 + 64 + 32 + 31: high nibble of byte 63 of the second half, bits 6 and 7.
    block.put(64 + 63, (byte) 0x90).put(128 + 32 + 31, (byte) 0b1100_0000);
    float[] row = decode(Format.Q6_K, block);
    assertThat(row[255]).isEqualTo(0.5f * -3 * (9 + 48 - 32));
    assertThat(row[0]).isEqualTo(0.5f * 100 * -32);
  }

  @Test
  void unevenStepsHaveScalesOfSixBits() {
    ByteBuffer block = block(Format.IQ4_XS).putShort(TWO).putShort((short) (0b10 << 6));
    block.put(4 + 1, (byte) 0x50).put(8 + 48, (byte) 0xf0);
    float[] row = decode(Format.IQ4_XS, block);
    float scale = 2 * (5 + 32 - 32);
    assertThat(row[96]).isEqualTo(scale * -127);
    assertThat(row[96 + 16]).isEqualTo(scale * 113);
    assertThat(row[0]).isEqualTo(2 * -32 * -127);
  }

  @ParameterizedTest
  @EnumSource
  void brokenScalesAreFound(Format format) {
    Matrix matrix = RandomMatrices.matrix(format, 3, 256, 1);
    assertThat(Scales.areFinite(format, matrix.data())).isTrue();
    matrix.data().asSlice(format.bytes(512), format.bytes(256)).fill((byte) 0xff);
    assertThat(Scales.areFinite(format, matrix.data())).isFalse();
  }

  private static ByteBuffer block(Format format) {
    return ByteBuffer.allocate(format.blockBytes()).order(LITTLE_ENDIAN);
  }

  private static float[] decode(Format format, ByteBuffer block) {
    MemorySegment data = Arena.ofAuto().allocate(block.capacity());
    data.copyFrom(MemorySegment.ofArray(block.array()));
    float[] row = new float[format.blockElements()];
    Matrix matrix = new Matrix(format, 1, row.length, data);
    new ScalarKernels().dequantizeRow(matrix, 0, row, 0);
    return row;
  }
}
