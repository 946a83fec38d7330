/* The few vector operations that the kernels need, once per instruction set.
 *
 * LANES      32-bit lanes of a vector; a panel of 16 rows is 16 / LANES vectors wide
 * VECTORS    vectors of rows that a tile takes at most (more registers, more rows)
 * BIAS       what is added to each weight so that DOT's first operand is what the instruction wants:
 *            128 where that is unsigned bytes, 0 where it is signed ones
 * DOT        acc[l] + sum over i of w[4 l + i] * a[4 l + i], exact in 32 bits
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

/* Vectors of bytes that the compiler lowers by itself. */
typedef uint8_t Bytes __attribute__((vector_size(16)));

INLINE Bytes load_bytes(const uint8_t *p) {
  Bytes v;
  memcpy(&v, p, 16);
  return v;
}

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
#define XOR(a, b) _mm512_xor_si512(a, b)
#define SUBTRACT(a, b) _mm512_sub_epi32(a, b)
#define EVERY_INT(x) _mm512_set1_epi32(x)
#define STORE_INTS(p, v) _mm512_storeu_si512(p, v)
#define LOW_INTS(a, b) _mm512_unpacklo_epi32(a, b)
#define HIGH_INTS(a, b) _mm512_unpackhi_epi32(a, b)
#define LOW_PAIRS(a, b) _mm512_unpacklo_epi64(a, b)
#define HIGH_PAIRS(a, b) _mm512_unpackhi_epi64(a, b)

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
#define XOR(a, b) _mm256_xor_si256(a, b)
#define SUBTRACT(a, b) _mm256_sub_epi32(a, b)
#define EVERY_INT(x) _mm256_set1_epi32(x)
#define STORE_INTS(p, v) _mm256_storeu_si256((__m256i *)(p), v)
#define LOW_INTS(a, b) _mm256_unpacklo_epi32(a, b)
#define HIGH_INTS(a, b) _mm256_unpackhi_epi32(a, b)
#define LOW_PAIRS(a, b) _mm256_unpacklo_epi64(a, b)
#define HIGH_PAIRS(a, b) _mm256_unpackhi_epi64(a, b)

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

#include <arm_neon.h>
#define LANES 4
#define VECTORS 2
#define BIAS 0
typedef int32x4_t Ints;
typedef float32x4_t Floats;
#define LOAD_INTS(p) vreinterpretq_s32_u8(vld1q_u8((const uint8_t *)(p)))
#define BROADCAST_INT(p) vld1q_dup_s32((const int32_t *)(p))
#define DOT(acc, w, a) vdotq_s32(acc, vreinterpretq_s8_s32(w), vreinterpretq_s8_s32(a))
#define ZERO_FLOATS() vdupq_n_f32(0)
#define LOAD_FLOATS(p) vld1q_f32(p)
#define STORE_FLOATS(p, v) vst1q_f32(p, v)
#define BROADCAST_FLOAT(p) vld1q_dup_f32((const float *)(p))
#define TO_FLOATS(v) vcvtq_f32_s32(v)
#define MULTIPLY(a, b) vmulq_f32(a, b)
#define FUSED(a, b, c) vfmaq_f32(c, a, b)
#define XOR(a, b) veorq_s32(a, b)
#define SUBTRACT(a, b) vsubq_s32(a, b)
#define EVERY_INT(x) vdupq_n_s32(x)
#define STORE_INTS(p, v) vst1q_u8((uint8_t *)(p), vreinterpretq_u8_s32(v))
#define LOW_INTS(a, b) vzip1q_s32(a, b)
#define HIGH_INTS(a, b) vzip2q_s32(a, b)
#define PAIRS(f, a, b) \
  vreinterpretq_s32_s64(f(vreinterpretq_s64_s32(a), vreinterpretq_s64_s32(b)))
#define LOW_PAIRS(a, b) PAIRS(vzip1q_s64, a, b)
#define HIGH_PAIRS(a, b) PAIRS(vzip2q_s64, a, b)

#endif

INLINE float half_to_float(const uint8_t *p) {
  uint16_t bits;
  memcpy(&bits, p, 2);
#if defined(__F16C__)
  return _cvtsh_ss(bits);
#else
  __fp16 half;
  memcpy(&half, &bits, 2);
  return half;
#endif
}

#endif
