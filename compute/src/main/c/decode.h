/* GGML block formats, 256 columns of one row at a time, as signed bytes, scales and minima:
 * element = scale * byte + minimum. Layouts: https://github.com/ggml-org/ggml (ggml-common.h), and
 * the Java decoders, which the tests compare these with.
 *
 * A row of bytes goes to the stage, where a block of 32 columns of 16 rows lies so that whole vectors
 * can be transposed: half of a block h, row r at h * 256 + (r % 4) * 64 + (r / 4) * 16.
 */
#ifndef PONDER_DECODE_H
#define PONDER_DECODE_H

#include "simd.h"

enum { BLOCK = 32, UNIT = 256, UNIT_BLOCKS = 8, ROWS = 16, STAGE_BYTES = ROWS * UNIT };

/* Where a row's values go: for block b of the unit, halves at values + b * 512 (+ 256), scales and
 * minima at floats + b * step + {0, ROWS, ...}. */
typedef struct {
  uint8_t *values;
  float *floats;
  size_t step;
} Row;

INLINE void put(Row to, int block, int half, Bytes v) {
  memcpy(to.values + block * 512 + half * 256, &v, 16);
}

INLINE void put_float(Row to, int block, int index, float x) {
  to.floats[block * to.step + index * ROWS] = x;
}

INLINE Bytes low_nibbles(Bytes v) { return v & 15; }
INLINE Bytes high_nibbles(Bytes v) { return v >> 4; }

INLINE Bytes lookup(Bytes table, Bytes index) {
#if defined(__AVX2__)
  return (Bytes)_mm_shuffle_epi8((__m128i)table, (__m128i)index);
#else
  return vqtbl1q_u8(table, index);
#endif
}

/* Byte i is 16 where bit i is set, else 0. */
INLINE Bytes fifth_bits(uint32_t bits) {
  const Bytes mask = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint64_t low = (bits & 255) * 0x0101010101010101u;
  uint64_t high = (bits >> 8 & 255) * 0x0101010101010101u;
  typedef uint64_t Longs __attribute__((vector_size(16)));
  Bytes spread = (Bytes)(Longs){low, high};
  return (Bytes)((spread & mask) == mask) & 16;
}

INLINE uint32_t load32(const uint8_t *p) {
  uint32_t x;
  memcpy(&x, p, 4);
  return x;
}

/* IQ4_NL, IQ4_XS */
#define NONLINEAR \
  (Bytes) { -127 & 255, -104 & 255, -83 & 255, -65 & 255, -49 & 255, -35 & 255, -22 & 255, \
            -10 & 255, 1, 13, 25, 38, 53, 69, 89, 113 }
/* MXFP4, doubled */
#define FP4 (Bytes){0, 1, 2, 3, 4, 6, 8, 12, 0, 255, 254, 253, 252, 250, 248, 244}

INLINE void decode_q8_0(const uint8_t *p, int blocks, Row to) {
  for (int b = 0; b < blocks; b++, p += 34) {
    put_float(to, b, 0, half_to_float(p));
    put(to, b, 0, load_bytes(p + 2));
    put(to, b, 1, load_bytes(p + 18));
  }
}

INLINE void decode_q4_0(const uint8_t *p, int blocks, Row to) {
  for (int b = 0; b < blocks; b++, p += 18) {
    Bytes v = load_bytes(p + 2);
    put_float(to, b, 0, half_to_float(p));
    put(to, b, 0, low_nibbles(v) - 8);
    put(to, b, 1, high_nibbles(v) - 8);
  }
}

INLINE void decode_q4_1(const uint8_t *p, int blocks, Row to) {
  for (int b = 0; b < blocks; b++, p += 20) {
    Bytes v = load_bytes(p + 4);
    put_float(to, b, 0, half_to_float(p));
    put_float(to, b, 1, half_to_float(p + 2));
    put(to, b, 0, low_nibbles(v));
    put(to, b, 1, high_nibbles(v));
  }
}

INLINE void decode_q5_0(const uint8_t *p, int blocks, Row to) {
  for (int b = 0; b < blocks; b++, p += 22) {
    Bytes v = load_bytes(p + 6);
    uint32_t fifth = load32(p + 2);
    put_float(to, b, 0, half_to_float(p));
    put(to, b, 0, (low_nibbles(v) | fifth_bits(fifth)) - 16);
    put(to, b, 1, (high_nibbles(v) | fifth_bits(fifth >> 16)) - 16);
  }
}

INLINE void decode_q5_1(const uint8_t *p, int blocks, Row to) {
  for (int b = 0; b < blocks; b++, p += 24) {
    Bytes v = load_bytes(p + 8);
    uint32_t fifth = load32(p + 4);
    put_float(to, b, 0, half_to_float(p));
    put_float(to, b, 1, half_to_float(p + 2));
    put(to, b, 0, low_nibbles(v) | fifth_bits(fifth));
    put(to, b, 1, high_nibbles(v) | fifth_bits(fifth >> 16));
  }
}

INLINE void decode_iq4_nl(const uint8_t *p, int blocks, Row to) {
  for (int b = 0; b < blocks; b++, p += 18) {
    Bytes v = load_bytes(p + 2);
    put_float(to, b, 0, half_to_float(p));
    put(to, b, 0, lookup(NONLINEAR, low_nibbles(v)));
    put(to, b, 1, lookup(NONLINEAR, high_nibbles(v)));
  }
}

/* Half of 2^(e - 127), the table holding doubled values; the two smallest are subnormal. */
INLINE float half_power(uint8_t e) {
  uint32_t bits = e < 2 ? 0x00200000u << e : (uint32_t)(e - 1) << 23;
  float x;
  memcpy(&x, &bits, 4);
  return x;
}

INLINE void decode_mxfp4(const uint8_t *p, int blocks, Row to) {
  for (int b = 0; b < blocks; b++, p += 17) {
    Bytes v = load_bytes(p + 1);
    put_float(to, b, 0, half_power(p[0]));
    put(to, b, 0, lookup(FP4, low_nibbles(v)));
    put(to, b, 1, lookup(FP4, high_nibbles(v)));
  }
}

/* The 6-bit scales and minima of Q4_K and Q5_K: twelve bytes to eight of each. */
INLINE void six_bit_scales(const uint8_t *p, uint8_t scales[8], uint8_t minima[8]) {
  uint32_t a = load32(p), b = load32(p + 4), c = load32(p + 8);
  uint32_t low_scales = a & 0x3f3f3f3f, low_minima = b & 0x3f3f3f3f;
  uint32_t high_scales = (c & 0x0f0f0f0f) | (a >> 2 & 0x30303030);
  uint32_t high_minima = (c >> 4 & 0x0f0f0f0f) | (b >> 2 & 0x30303030);
  memcpy(scales, &low_scales, 4);
  memcpy(scales + 4, &high_scales, 4);
  memcpy(minima, &low_minima, 4);
  memcpy(minima + 4, &high_minima, 4);
}

INLINE void put_scales_and_minima(const uint8_t *p, Row to) {
  uint8_t scales[8], minima[8];
  float d = half_to_float(p), m = -half_to_float(p + 2);
  six_bit_scales(p + 4, scales, minima);
  UNROLL for (int b = 0; b < 8; b++) {
    put_float(to, b, 0, d * scales[b]);
    put_float(to, b, 1, m * minima[b]);
  }
}

INLINE void decode_q4_k(const uint8_t *p, int blocks, Row to) {
  put_scales_and_minima(p, to);
  UNROLL for (int pair = 0; pair < 4; pair++) {
    UNROLL for (int half = 0; half < 2; half++) {
      Bytes v = load_bytes(p + 16 + 32 * pair + 16 * half);
      put(to, 2 * pair, half, low_nibbles(v));
      put(to, 2 * pair + 1, half, high_nibbles(v));
    }
  }
}

INLINE void decode_q5_k(const uint8_t *p, int blocks, Row to) {
  put_scales_and_minima(p, to);
  UNROLL for (int half = 0; half < 2; half++) {
    Bytes fifth = load_bytes(p + 16 + 16 * half);
    UNROLL for (int pair = 0; pair < 4; pair++) {
      Bytes v = load_bytes(p + 48 + 32 * pair + 16 * half);
      put(to, 2 * pair, half, low_nibbles(v) | ((fifth >> (2 * pair) & 1) << 4));
      put(to, 2 * pair + 1, half, high_nibbles(v) | ((fifth >> (2 * pair + 1) & 1) << 4));
    }
  }
}

INLINE void decode_q6_k(const uint8_t *p, int blocks, Row to) {
  float d = half_to_float(p + 208);
  UNROLL for (int b = 0; b < 8; b++) {
    put_float(to, b, 0, d * (int8_t)p[192 + 2 * b]);
    put_float(to, b, 1, d * (int8_t)p[192 + 2 * b + 1]);
  }
  UNROLL for (int part = 0; part < 2; part++) {
    UNROLL for (int half = 0; half < 2; half++) {
      Bytes first = load_bytes(p + 64 * part + 16 * half);
      Bytes second = load_bytes(p + 64 * part + 32 + 16 * half);
      Bytes upper = load_bytes(p + 128 + 32 * part + 16 * half);
      put(to, 4 * part, half, (low_nibbles(first) | ((upper & 3) << 4)) - 32);
      put(to, 4 * part + 1, half, (low_nibbles(second) | ((upper & 12) << 2)) - 32);
      put(to, 4 * part + 2, half, (high_nibbles(first) | (upper & 48)) - 32);
      put(to, 4 * part + 3, half, (high_nibbles(second) | ((upper & 192) >> 2)) - 32);
    }
  }
}

INLINE void decode_q2_k(const uint8_t *p, int blocks, Row to) {
  float d = half_to_float(p + 80), m = -half_to_float(p + 82);
  UNROLL for (int b = 0; b < 8; b++) {
    UNROLL for (int half = 0; half < 2; half++) {
      uint8_t packed = p[2 * b + half];
      put_float(to, b, half, d * (packed & 15));
      put_float(to, b, 2 + half, m * (packed >> 4));
    }
  }
  UNROLL for (int b = 0; b < 8; b++) {
    UNROLL for (int half = 0; half < 2; half++) {
      Bytes v = load_bytes(p + 16 + 32 * (b / 4) + 16 * half);
      put(to, b, half, v >> (2 * (b % 4)) & 3);
    }
  }
}

INLINE void decode_q3_k(const uint8_t *p, int blocks, Row to) {
  uint32_t a = load32(p + 96), b = load32(p + 100), c = load32(p + 104);
  uint32_t packed[4] = {
      (a & 0x0f0f0f0f) | (c & 0x03030303) << 4, (b & 0x0f0f0f0f) | (c >> 2 & 0x03030303) << 4,
      (a >> 4 & 0x0f0f0f0f) | (c >> 4 & 0x03030303) << 4,
      (b >> 4 & 0x0f0f0f0f) | (c >> 6 & 0x03030303) << 4};
  uint8_t scales[16];
  memcpy(scales, packed, 16);
  float d = half_to_float(p + 108);
  UNROLL for (int i = 0; i < 16; i++) {
    put_float(to, i / 2, i % 2, d * (scales[i] - 32));
  }
  UNROLL for (int i = 0; i < 8; i++) {
    UNROLL for (int half = 0; half < 2; half++) {
      Bytes v = load_bytes(p + 32 + 32 * (i / 4) + 16 * half);
      Bytes upper = load_bytes(p + 16 * half) >> i & 1;
      put(to, i, half, ((v >> (2 * (i % 4)) & 3) | upper << 2) - 4);
    }
  }
}

INLINE void decode_iq4_xs(const uint8_t *p, int blocks, Row to) {
  float d = half_to_float(p);
  uint32_t upper = p[2] | p[3] << 8;
  UNROLL for (int b = 0; b < 8; b++) {
    int scale = (p[4 + b / 2] >> (4 * (b % 2)) & 15) | (upper >> (2 * b) & 3) << 4;
    Bytes v = load_bytes(p + 8 + 16 * b);
    put_float(to, b, 0, d * (scale - 32));
    put(to, b, 0, lookup(NONLINEAR, low_nibbles(v)));
    put(to, b, 1, lookup(NONLINEAR, high_nibbles(v)));
  }
}

#endif
