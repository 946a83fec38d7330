/* GGML block formats as signed bytes, scales and minima: element = scale * byte + minimum. Layouts:
 * https://github.com/ggml-org/ggml (ggml-common.h), and the Java decoders, which the tests compare
 * these with.
 *
 * A unit, 256 columns of 16 rows, is transposed as it is: word i of the stage has bytes 4 i to 4 i + 3
 * of each row's part of the unit, a lane for each row. So the bits of 16 rows are sorted out together,
 * whatever the format, and what comes out is already in the order that tiles read. Where the unit's
 * bytes are no multiple of 16, the last 16 of them follow behind the whole pieces.
 */
#ifndef PONDER_DECODE_H
#define PONDER_DECODE_H

#include "simd.h"

enum { BLOCK = 32, UNIT = 256, UNIT_BLOCKS = 8, ROWS = 16, PIECE = 16 };

/* Some lanes of a unit: words to read, and the records of the panel's blocks to write. */
typedef struct {
  const uint8_t *words;
  uint8_t *records;
  size_t record_bytes;
} Unit;

/* The four bytes of each row at that offset. */
INLINE Ints word(Unit u, int offset) {
  Ints low = LOAD_INTS(u.words + 4 * ROWS * (offset / 4));
  int bits = offset % 4 * 8;
  if (bits == 0) return low;
  Ints high = LOAD_INTS(u.words + 4 * ROWS * (offset / 4 + 1));
  return OR(SHIFT_RIGHT(low, bits), SHIFT_LEFT(high, 32 - bits));
}

INLINE Ints each_byte(int x) { return EVERY_INT((int32_t)(0x01010101u * (x & 255))); }
INLINE Ints masked(Ints v, int mask) { return AND(v, each_byte(mask)); }
INLINE Ints low_nibbles(Ints v) { return masked(v, 15); }
INLINE Ints high_nibbles(Ints v) { return masked(SHIFT_RIGHT(v, 4), 15); }
INLINE Ints byte_of(Ints v, int i) { return AND(SHIFT_RIGHT(v, 8 * i), EVERY_INT(255)); }

/* Columns 4 k to 4 k + 3 of a block, `offset` to be added to each. */
INLINE void put(Unit u, int block, int k, Ints v, int offset) {
  int change = (BIAS + offset) & 255;
  STORE_INTS(u.records + block * u.record_bytes + 4 * ROWS * k,
             change ? ADD_BYTES(v, each_byte(change)) : v);
}

/* The i-th of a block's scales and minima. */
INLINE void put_floats(Unit u, int block, int i, Floats x) {
  STORE_FLOATS((float *)(u.records + block * u.record_bytes + 4 * ROWS * (8 + i)), x);
}

/* The half-precision number at that offset, which is even. */
INLINE Floats half_at(Unit u, int offset) {
  Ints v = LOAD_INTS(u.words + 4 * ROWS * (offset / 4));
  return LOW_HALVES(offset % 4 ? SHIFT_RIGHT(v, 16) : v);
}

INLINE Floats negative(Floats x) { return MULTIPLY(x, EVERY_FLOAT(-1)); }

/* 32 nibbles, the lower ones first. */
INLINE void put_nibbles(Unit u, int block, int at, int offset) {
  UNROLL for (int k = 0; k < 4; k++) {
    Ints v = word(u, at + 4 * k);
    put(u, block, k, low_nibbles(v), offset);
    put(u, block, 4 + k, high_nibbles(v), offset);
  }
}

#define BLOCKS_OF_UNIT UNROLL for (int b = 0; b < UNIT_BLOCKS; b++) if (b < blocks)

INLINE void decode_q8_0(Unit u, int blocks) {
  BLOCKS_OF_UNIT {
    put_floats(u, b, 0, half_at(u, 34 * b));
    UNROLL for (int k = 0; k < 8; k++) put(u, b, k, word(u, 34 * b + 2 + 4 * k), 0);
  }
}

INLINE void decode_q4_0(Unit u, int blocks) {
  BLOCKS_OF_UNIT {
    put_floats(u, b, 0, half_at(u, 18 * b));
    put_nibbles(u, b, 18 * b + 2, -8);
  }
}

INLINE void decode_q4_1(Unit u, int blocks) {
  BLOCKS_OF_UNIT {
    put_floats(u, b, 0, half_at(u, 20 * b));
    put_floats(u, b, 1, half_at(u, 20 * b + 2));
    put_nibbles(u, b, 20 * b + 4, 0);
  }
}

/* Bits 4 k to 4 k + 3 of each lane as the fifth bits of its four bytes. */
INLINE Ints fifth_bits(Ints bits, int k) {
  Ints four = AND(SHIFT_RIGHT(bits, 4 * k), EVERY_INT(15));
  return SHIFT_LEFT(masked(MULTIPLY_INTS(four, EVERY_INT(0x00204081)), 1), 4);
}

INLINE void put_five_bits(Unit u, int block, int at, int offset) {
  Ints fifth = word(u, at);
  UNROLL for (int k = 0; k < 4; k++) {
    Ints v = word(u, at + 4 + 4 * k);
    put(u, block, k, OR(low_nibbles(v), fifth_bits(fifth, k)), offset);
    put(u, block, 4 + k, OR(high_nibbles(v), fifth_bits(fifth, 4 + k)), offset);
  }
}

INLINE void decode_q5_0(Unit u, int blocks) {
  BLOCKS_OF_UNIT {
    put_floats(u, b, 0, half_at(u, 22 * b));
    put_five_bits(u, b, 22 * b + 2, -16);
  }
}

INLINE void decode_q5_1(Unit u, int blocks) {
  BLOCKS_OF_UNIT {
    put_floats(u, b, 0, half_at(u, 24 * b));
    put_floats(u, b, 1, half_at(u, 24 * b + 2));
    put_five_bits(u, b, 24 * b + 4, 0);
  }
}

static const int8_t NONLINEAR[16] __attribute__((aligned(16))) = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};
/* E2M1, doubled. */
static const int8_t FP4[16] __attribute__((aligned(16))) = {
    0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

INLINE void put_looked_up(Unit u, int block, int at, const int8_t *table) {
  UNROLL for (int k = 0; k < 4; k++) {
    Ints v = word(u, at + 4 * k);
    put(u, block, k, LOOK_UP(table, low_nibbles(v)), 0);
    put(u, block, 4 + k, LOOK_UP(table, high_nibbles(v)), 0);
  }
}

INLINE void decode_iq4_nl(Unit u, int blocks) {
  BLOCKS_OF_UNIT {
    put_floats(u, b, 0, half_at(u, 18 * b));
    put_looked_up(u, b, 18 * b + 2, NONLINEAR);
  }
}

/* Half of 2^(e - 127), the table being doubled: 2^(e - 128), subnormal for the two smallest. Exact as
 * a product of two normal powers, e - 128 = (e / 2 - 64) + (e - e / 2 - 64). */
INLINE Floats half_power(Ints e) {
  Ints half = SHIFT_RIGHT(e, 1);
  Ints low = SHIFT_LEFT(ADD(half, EVERY_INT(63)), 23);
  Ints high = SHIFT_LEFT(ADD(SUBTRACT(e, half), EVERY_INT(63)), 23);
  return MULTIPLY(AS_FLOATS(low), AS_FLOATS(high));
}

/* 136 bytes are eight pieces and a half: block 7 is read from the last 16. */
INLINE void decode_mxfp4(Unit u, int blocks) {
  BLOCKS_OF_UNIT {
    put_floats(u, b, 0, half_power(byte_of(LOAD_INTS(u.words + 4 * ROWS * (17 * b / 4)), 17 * b % 4)));
    put_looked_up(u, b, b < 7 ? 17 * b + 1 : 128, FP4);
  }
}

/* Q4_K and Q5_K: twelve bytes hold eight scales and minima of six bits. */
INLINE void put_six_bit_scales(Unit u) {
  Floats scale = half_at(u, 0), minimum = negative(half_at(u, 2));
  Ints a = word(u, 4), b = word(u, 8), c = word(u, 12);
  Ints scales[2] = {masked(a, 63),
                    OR(low_nibbles(c), masked(SHIFT_RIGHT(a, 2), 48))};
  Ints minima[2] = {masked(b, 63),
                    OR(high_nibbles(c), masked(SHIFT_RIGHT(b, 2), 48))};
  UNROLL for (int i = 0; i < 8; i++) {
    put_floats(u, i, 0, MULTIPLY(scale, TO_FLOATS(byte_of(scales[i / 4], i % 4))));
    put_floats(u, i, 1, MULTIPLY(minimum, TO_FLOATS(byte_of(minima[i / 4], i % 4))));
  }
}

INLINE void decode_q4_k(Unit u, int blocks) {
  (void)blocks;
  put_six_bit_scales(u);
  UNROLL for (int pair = 0; pair < 4; pair++) {
    UNROLL for (int k = 0; k < 8; k++) {
      Ints v = word(u, 16 + 32 * pair + 4 * k);
      put(u, 2 * pair, k, low_nibbles(v), 0);
      put(u, 2 * pair + 1, k, high_nibbles(v), 0);
    }
  }
}

INLINE void decode_q5_k(Unit u, int blocks) {
  (void)blocks;
  put_six_bit_scales(u);
  UNROLL for (int k = 0; k < 8; k++) {
    Ints fifth = word(u, 16 + 4 * k);
    UNROLL for (int pair = 0; pair < 4; pair++) {
      Ints v = word(u, 48 + 32 * pair + 4 * k);
      Ints low = masked(SHIFT_RIGHT(fifth, 2 * pair), 1);
      Ints high = masked(SHIFT_RIGHT(fifth, 2 * pair + 1), 1);
      put(u, 2 * pair, k, OR(low_nibbles(v), SHIFT_LEFT(low, 4)), 0);
      put(u, 2 * pair + 1, k, OR(high_nibbles(v), SHIFT_LEFT(high, 4)), 0);
    }
  }
}

/* 210 bytes: the last 16, which end with the scale, lie at 208. */
INLINE void decode_q6_k(Unit u, int blocks) {
  (void)blocks;
  Floats scale = half_at(u, 208 + 14);
  UNROLL for (int i = 0; i < 16; i++) {
    Ints four = word(u, 192 + i / 4 * 4);
    Ints number = SHIFT_RIGHT_SIGNED(SHIFT_LEFT(four, 24 - i % 4 * 8), 24);
    put_floats(u, i / 2, i % 2, MULTIPLY(scale, TO_FLOATS(number)));
  }
  UNROLL for (int part = 0; part < 2; part++) {
    UNROLL for (int k = 0; k < 8; k++) {
      Ints first = word(u, 64 * part + 4 * k), second = word(u, 64 * part + 32 + 4 * k);
      Ints upper = word(u, 128 + 32 * part + 4 * k);
      Ints bits[4] = {SHIFT_LEFT(masked(upper, 3), 4), SHIFT_LEFT(masked(upper, 12), 2),
                      masked(upper, 48), SHIFT_RIGHT(masked(upper, 192), 2)};
      put(u, 4 * part, k, OR(low_nibbles(first), bits[0]), -32);
      put(u, 4 * part + 1, k, OR(low_nibbles(second), bits[1]), -32);
      put(u, 4 * part + 2, k, OR(high_nibbles(first), bits[2]), -32);
      put(u, 4 * part + 3, k, OR(high_nibbles(second), bits[3]), -32);
    }
  }
}

/* 84 bytes: the last 16 lie at 80, so the two scales at 80 + 12. */
INLINE void decode_q2_k(Unit u, int blocks) {
  (void)blocks;
  Floats scale = half_at(u, 92), minimum = negative(half_at(u, 94));
  UNROLL for (int i = 0; i < 16; i++) {
    Ints packed = byte_of(word(u, i / 4 * 4), i % 4);
    Ints number = AND(packed, EVERY_INT(15));
    put_floats(u, i / 2, i % 2, MULTIPLY(scale, TO_FLOATS(number)));
    put_floats(u, i / 2, 2 + i % 2, MULTIPLY(minimum, TO_FLOATS(SHIFT_RIGHT(packed, 4))));
  }
  UNROLL for (int k = 0; k < 8; k++) {
    UNROLL for (int part = 0; part < 2; part++) {
      Ints v = word(u, 16 + 32 * part + 4 * k);
      UNROLL for (int i = 0; i < 4; i++) {
        put(u, 4 * part + i, k, masked(SHIFT_RIGHT(v, 2 * i), 3), 0);
      }
    }
  }
}

/* 110 bytes: the last 16 lie at 96, so byte 96 at 98. */
INLINE void decode_q3_k(Unit u, int blocks) {
  (void)blocks;
  Floats scale = half_at(u, 110);
  Ints a = word(u, 98), b = word(u, 102), c = word(u, 106);
  Ints scales[4] = {
      OR(low_nibbles(a), SHIFT_LEFT(masked(c, 3), 4)),
      OR(low_nibbles(b), SHIFT_LEFT(masked(c, 12), 2)),
      OR(high_nibbles(a), masked(c, 48)),
      OR(high_nibbles(b), SHIFT_RIGHT(masked(c, 192), 2))};
  UNROLL for (int i = 0; i < 16; i++) {
    Ints number = SUBTRACT(byte_of(scales[i / 4], i % 4), EVERY_INT(32));
    put_floats(u, i / 2, i % 2, MULTIPLY(scale, TO_FLOATS(number)));
  }
  UNROLL for (int k = 0; k < 8; k++) {
    Ints upper = word(u, 4 * k);
    UNROLL for (int part = 0; part < 2; part++) {
      Ints v = word(u, 32 + 32 * part + 4 * k);
      UNROLL for (int i = 0; i < 4; i++) {
        Ints third = masked(SHIFT_RIGHT(upper, 4 * part + i), 1);
        put(u, 4 * part + i, k, OR(masked(SHIFT_RIGHT(v, 2 * i), 3), SHIFT_LEFT(third, 2)), -4);
      }
    }
  }
}

INLINE void decode_iq4_xs(Unit u, int blocks) {
  (void)blocks;
  Floats scale = half_at(u, 0);
  Ints upper = SHIFT_RIGHT(word(u, 0), 16), lower = word(u, 4);
  UNROLL for (int b = 0; b < 8; b++) {
    Ints low = AND(SHIFT_RIGHT(lower, 4 * b), EVERY_INT(15));
    Ints high = SHIFT_LEFT(AND(SHIFT_RIGHT(upper, 2 * b), EVERY_INT(3)), 4);
    put_floats(u, b, 0, MULTIPLY(scale, TO_FLOATS(SUBTRACT(OR(low, high), EVERY_INT(32)))));
    /* 136 bytes: block 7 is read from the last 16, which lie at 128. */
    put_looked_up(u, b, b < 7 ? 8 + 16 * b : 128, NONLINEAR);
  }
}

#endif
