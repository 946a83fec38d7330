/* The few vector operations that the kernels need, once per instruction set.
 *
 * LANES      32-bit lanes of a vector; a panel of 16 rows is 16 / LANES vectors wide
 * VECTORS    vectors of rows that a tile takes at most (more registers, more rows)
 * BIAS       what is added to each weight so that DOT's first operand is what the instruction wants:
 *            128 where that is unsigned bytes, 0 where it is signed ones
 * DOT        acc[l] + sum over i of w[4 l + i] * a[4 l + i], exact in 32 bits
 * DOT_SQUARE where there is such an instruction: acc[2 r + t] + sum over i of w[8 r + i] * a[8 t + i],
 *            two rows by two tokens, as exact
 *
 * Sums of integers are exact, and floats are added lane by lane in an order that the kernels fix, so
 * every instruction set gives the same bits.
 */
#ifndef PONDER_SIMD_H
#define PONDER_SIMD_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("GCC unroll 16")

#if defined(__AVX512VNNI__)

#include <immintrin.h>
#define LANES 16
#define VECTORS 2
#define BIAS 128
typedef __m512i Ints;
typedef __m512 Floats;
#define LOAD_INTS(p) _mm512_loadu_si512(p)
#define BROADCAST_INT(p) _mm512_set1_epi32(*(const int32_t *)(p))
#define DOT(acc, w, a) _mm512_dpbusd_epi32(acc, w, a)
#define ZERO_FLOATS() _mm512_setzero_ps()
#define LOAD_FLOATS(p) _mm512_loadu_ps(p)
#define STORE_FLOATS(p, v) _mm512_storeu_ps(p, v)
#define BROADCAST_FLOAT(p) _mm512_set1_ps(*(const float *)(p))
#define TO_FLOATS(v) _mm512_cvtepi32_ps(v)
#define MULTIPLY(a, b) _mm512_mul_ps(a, b)
#define FUSED(a, b, c) _mm512_fmadd_ps(a, b, c)
#define SUBTRACT(a, b) _mm512_sub_epi32(a, b)
#define OR(a, b) _mm512_or_si512(a, b)
#define AND(a, b) _mm512_and_si512(a, b)
#define ADD(a, b) _mm512_add_epi32(a, b)
#define ADD_BYTES(a, b) _mm512_add_epi8(a, b)
#define MULTIPLY_INTS(a, b) _mm512_mullo_epi32(a, b)
#define SHIFT_LEFT(v, n) _mm512_slli_epi32(v, n)
#define SHIFT_RIGHT(v, n) _mm512_srli_epi32(v, n)
#define SHIFT_RIGHT_SIGNED(v, n) _mm512_srai_epi32(v, n)
#define AS_FLOATS(v) _mm512_castsi512_ps(v)
#define EVERY_FLOAT(x) _mm512_set1_ps(x)
#define LOW_HALVES(v) _mm512_cvtph_ps(_mm512_cvtepi32_epi16(v))
#define LOOK_UP(table, v) \
  _mm512_shuffle_epi8(_mm512_broadcast_i32x4(_mm_load_si128((const __m128i *)(table))), v)

#define EVERY_INT(x) _mm512_set1_epi32(x)
#define STORE_INTS(p, v) _mm512_storeu_si512(p, v)
#define LOW_INTS(a, b) _mm512_unpacklo_epi32(a, b)
#define HIGH_INTS(a, b) _mm512_unpackhi_epi32(a, b)
#define LOW_PAIRS(a, b) _mm512_unpacklo_epi64(a, b)
#define HIGH_PAIRS(a, b) _mm512_unpackhi_epi64(a, b)

#define FLOAT_ROWS 4
#define FLOAT_TOKENS 6
#define LOAD_BFLOATS(p) \
  _mm512_castsi512_ps(_mm512_slli_epi32( \
      _mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *)(p))), 16))
INLINE float sum_of_8(__m256 v) {
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}
#define SUM_OF_16(parts) \
  sum_of_8(_mm256_add_ps(_mm512_castps512_ps256(parts[0]), _mm512_extractf32x8_ps(parts[0], 1)))

#define ATTENTION_ROWS 8
#define LOAD_HALVES(p) _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)(p)))
#define LOAD_BYTES(p) \
  _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)(p))))
#define AS_INTS(v) _mm512_castps_si512(v)
#define ADD_FLOATS(a, b) _mm512_add_ps(a, b)
#define SUBTRACT_FLOATS(a, b) _mm512_sub_ps(a, b)
#define MAXIMUM(a, b) _mm512_max_ps(a, b)
#define MINIMUM(a, b) _mm512_min_ps(a, b)
#define LARGEST(v) _mm512_reduce_max_ps(v)
#define ZERO_BELOW(v, x, limit) \
  _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(x, limit, _CMP_NLT_UQ), v)

/* 16 bytes of every fourth row. */
INLINE Ints load_rows(const uint8_t *p, size_t row_bytes) {
  __m512i v = _mm512_castsi128_si512(_mm_loadu_si128((const __m128i *)p));
  v = _mm512_inserti32x4(v, _mm_loadu_si128((const __m128i *)(p + 4 * row_bytes)), 1);
  v = _mm512_inserti32x4(v, _mm_loadu_si128((const __m128i *)(p + 8 * row_bytes)), 2);
  return _mm512_inserti32x4(v, _mm_loadu_si128((const __m128i *)(p + 12 * row_bytes)), 3);
}

#elif defined(__AVX2__)

#include <immintrin.h>
#define LANES 8
#define VECTORS 1
typedef __m256i Ints;
typedef __m256 Floats;
#define LOAD_INTS(p) _mm256_loadu_si256((const __m256i *)(p))
#define BROADCAST_INT(p) _mm256_set1_epi32(*(const int32_t *)(p))
#define ZERO_FLOATS() _mm256_setzero_ps()
#define LOAD_FLOATS(p) _mm256_loadu_ps(p)
#define STORE_FLOATS(p, v) _mm256_storeu_ps(p, v)
#define BROADCAST_FLOAT(p) _mm256_set1_ps(*(const float *)(p))
#define TO_FLOATS(v) _mm256_cvtepi32_ps(v)
#define MULTIPLY(a, b) _mm256_mul_ps(a, b)
#define FUSED(a, b, c) _mm256_fmadd_ps(a, b, c)
#define SUBTRACT(a, b) _mm256_sub_epi32(a, b)
#define OR(a, b) _mm256_or_si256(a, b)
#define AND(a, b) _mm256_and_si256(a, b)
#define ADD(a, b) _mm256_add_epi32(a, b)
#define ADD_BYTES(a, b) _mm256_add_epi8(a, b)
#define MULTIPLY_INTS(a, b) _mm256_mullo_epi32(a, b)
#define SHIFT_LEFT(v, n) _mm256_slli_epi32(v, n)
#define SHIFT_RIGHT(v, n) _mm256_srli_epi32(v, n)
#define SHIFT_RIGHT_SIGNED(v, n) _mm256_srai_epi32(v, n)
#define AS_FLOATS(v) _mm256_castsi256_ps(v)
#define EVERY_FLOAT(x) _mm256_set1_ps(x)
#define LOOK_UP(table, v) \
  _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *)(table))), v)

#define EVERY_INT(x) _mm256_set1_epi32(x)
#define STORE_INTS(p, v) _mm256_storeu_si256((__m256i *)(p), v)
#define LOW_INTS(a, b) _mm256_unpacklo_epi32(a, b)
#define HIGH_INTS(a, b) _mm256_unpackhi_epi32(a, b)
#define LOW_PAIRS(a, b) _mm256_unpacklo_epi64(a, b)
#define HIGH_PAIRS(a, b) _mm256_unpackhi_epi64(a, b)

#define FLOAT_ROWS 2
#define FLOAT_TOKENS 3
#define LOAD_BFLOATS(p) \
  _mm256_castsi256_ps( \
      _mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)(p))), 16))
INLINE float sum_of_8(__m256 v) {
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}
#define SUM_OF_16(parts) sum_of_8(_mm256_add_ps(parts[0], parts[1]))

#define ATTENTION_ROWS 4
#define LOAD_HALVES(p) _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(p)))
#define LOAD_BYTES(p) \
  _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)(p))))
#define AS_INTS(v) _mm256_castps_si256(v)
#define ADD_FLOATS(a, b) _mm256_add_ps(a, b)
#define SUBTRACT_FLOATS(a, b) _mm256_sub_ps(a, b)
#define MAXIMUM(a, b) _mm256_max_ps(a, b)
#define MINIMUM(a, b) _mm256_min_ps(a, b)
#define ZERO_BELOW(v, x, limit) _mm256_and_ps(_mm256_cmp_ps(x, limit, _CMP_NLT_UQ), v)

INLINE float largest_of(Floats v) {
  __m128 four = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)));
}
#define LARGEST(v) largest_of(v)

INLINE Floats low_halves(Ints v) {
  __m256i low = _mm256_and_si256(v, _mm256_set1_epi32(0xffff));
  return _mm256_cvtph_ps(
      _mm_packus_epi32(_mm256_castsi256_si128(low), _mm256_extracti128_si256(low, 1)));
}
#define LOW_HALVES(v) low_halves(v)

/* 16 bytes of a row and of the fourth after it. */
INLINE Ints load_rows(const uint8_t *p, size_t row_bytes) {
  __m256i v = _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)p));
  return _mm256_inserti128_si256(v, _mm_loadu_si128((const __m128i *)(p + 4 * row_bytes)), 1);
}

#if defined(__AVXVNNI__)
#define BIAS 128
#define DOT(acc, w, a) _mm256_dpbusd_avx_epi32(acc, w, a)
#else
/* Activations stay within -127..127 and |w| within 128, so a pair of products, at most 2 * 127 * 128,
 * fits the 16 bits that maddubs saturates to. */
#define BIAS 0
INLINE Ints dot_signed(Ints acc, Ints w, Ints a) {
  __m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(w), _mm256_sign_epi8(a, w));
  return _mm256_add_epi32(acc, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}
#define DOT(acc, w, a) dot_signed(acc, w, a)
#endif

#elif defined(__ARM_FEATURE_DOTPROD)

/* Run under an emulator only, where it gives the same bits (bin/compare-native); never timed. */
#include <arm_neon.h>
#define LANES 4
#define VECTORS 2
#define BIAS 0
typedef int32x4_t Ints;
typedef float32x4_t Floats;
#define LOAD_INTS(p) vreinterpretq_s32_u8(vld1q_u8((const uint8_t *)(p)))
#define BROADCAST_INT(p) vld1q_dup_s32((const int32_t *)(p))
#define DOT(acc, w, a) vdotq_s32(acc, vreinterpretq_s8_s32(w), vreinterpretq_s8_s32(a))
#if defined(__ARM_FEATURE_MATMUL_INT8)
#define DOT_SQUARE(acc, w, a) vmmlaq_s32(acc, vreinterpretq_s8_s32(w), vreinterpretq_s8_s32(a))
#define LOAD_TWO_INTS(p) vcombine_s32(vreinterpret_s32_u8(vld1_u8(p)), vdup_n_s32(0))
#define EVEN_INTS(a, b) vuzp1q_s32(a, b)
#define ODD_INTS(a, b) vuzp2q_s32(a, b)
#endif
#define ZERO_FLOATS() vdupq_n_f32(0)
#define LOAD_FLOATS(p) vld1q_f32(p)
#define STORE_FLOATS(p, v) vst1q_f32(p, v)
#define BROADCAST_FLOAT(p) vld1q_dup_f32((const float *)(p))
#define TO_FLOATS(v) vcvtq_f32_s32(v)
#define MULTIPLY(a, b) vmulq_f32(a, b)
#define FUSED(a, b, c) vfmaq_f32(c, a, b)
#define SUBTRACT(a, b) vsubq_s32(a, b)
#define OR(a, b) vorrq_s32(a, b)
#define AND(a, b) vandq_s32(a, b)
#define ADD(a, b) vaddq_s32(a, b)
#define ADD_BYTES(a, b) \
  vreinterpretq_s32_s8(vaddq_s8(vreinterpretq_s8_s32(a), vreinterpretq_s8_s32(b)))
#define MULTIPLY_INTS(a, b) vmulq_s32(a, b)
/* By registers: the instructions with a constant have none for 0. */
#define SHIFT_LEFT(v, n) vshlq_s32(v, vdupq_n_s32(n))
#define SHIFT_RIGHT(v, n) \
  vreinterpretq_s32_u32(vshlq_u32(vreinterpretq_u32_s32(v), vdupq_n_s32(-(n))))
#define SHIFT_RIGHT_SIGNED(v, n) vshlq_s32(v, vdupq_n_s32(-(n)))
#define AS_FLOATS(v) vreinterpretq_f32_s32(v)
#define EVERY_FLOAT(x) vdupq_n_f32(x)
#define LOW_HALVES(v) \
  vcvt_f32_f16(vreinterpret_f16_u16(vmovn_u32(vreinterpretq_u32_s32(v))))
#define LOOK_UP(table, v) \
  vreinterpretq_s32_s8(vqtbl1q_s8(vld1q_s8(table), vreinterpretq_u8_s32(v)))

#define EVERY_INT(x) vdupq_n_s32(x)
#define STORE_INTS(p, v) vst1q_u8((uint8_t *)(p), vreinterpretq_u8_s32(v))
#define LOW_INTS(a, b) vzip1q_s32(a, b)
#define HIGH_INTS(a, b) vzip2q_s32(a, b)
#define PAIRS(f, a, b) \
  vreinterpretq_s32_s64(f(vreinterpretq_s64_s32(a), vreinterpretq_s64_s32(b)))
#define LOW_PAIRS(a, b) PAIRS(vzip1q_s64, a, b)
#define HIGH_PAIRS(a, b) PAIRS(vzip2q_s64, a, b)

#define FLOAT_ROWS 2
#define FLOAT_TOKENS 3
#define LOAD_BFLOATS(p) \
  vreinterpretq_f32_u32(vshll_n_u16(vreinterpret_u16_u8(vld1_u8((const uint8_t *)(p))), 16))
INLINE float sum_of_4(float32x4_t v) {
  float32x2_t two = vadd_f32(vget_low_f32(v), vget_high_f32(v));
  return vget_lane_f32(two, 0) + vget_lane_f32(two, 1);
}
#define SUM_OF_16(parts) \
  sum_of_4(vaddq_f32(vaddq_f32(parts[0], parts[2]), vaddq_f32(parts[1], parts[3])))

#define ATTENTION_ROWS 8
#define LOAD_HALVES(p) vcvt_f32_f16(vreinterpret_f16_u8(vld1_u8((const uint8_t *)(p))))
#define AS_INTS(v) vreinterpretq_s32_f32(v)
#define ADD_FLOATS(a, b) vaddq_f32(a, b)
#define SUBTRACT_FLOATS(a, b) vsubq_f32(a, b)
#define MAXIMUM(a, b) vmaxq_f32(a, b)
#define MINIMUM(a, b) vminq_f32(a, b)
#define LARGEST(v) vmaxvq_f32(v)
#define ZERO_BELOW(v, x, limit) \
  vreinterpretq_f32_u32(vbicq_u32(vreinterpretq_u32_f32(v), vcltq_f32(x, limit)))

/* Four bytes, read alone: what follows them may not be there. */
INLINE Floats load_bytes(const uint8_t *p) {
  uint32_t four;
  memcpy(&four, p, 4);
  int16x8_t wide = vmovl_s8(vcreate_s8(four));
  return vcvtq_f32_s32(vmovl_s16(vget_low_s16(wide)));
}
#define LOAD_BYTES(p) load_bytes(p)

INLINE Ints load_rows(const uint8_t *p, size_t row_bytes) {
  (void)row_bytes;
  return LOAD_INTS(p);
}

#endif

#endif
