/* What the library exports: which instruction sets the processor has, and each kernel by set. Sets
 * are numbers, the higher the faster; a caller names one per call, so there is no state. */
#include "kernels.h"

#define EXPORT __attribute__((visibility("default")))

typedef void Quantize(const float *, int, int, uint8_t *);
typedef void Multiply(const Product *);
typedef void Attend(const Attention *);
typedef void Dots(uint8_t *, int64_t);

#if defined(__x86_64__)

#include <cpuid.h>

Quantize quantize_avx2, quantize_avxvnni, quantize_avx512;
Multiply multiply_avx2, multiply_avxvnni, multiply_avx512;
Multiply multiply_floats_avx2, multiply_floats_avxvnni, multiply_floats_avx512;
Attend attend_avx2, attend_avxvnni, attend_avx512;
Dots dots_avx2, dots_avxvnni, dots_avx512;

static Quantize *const QUANTIZE[] = {quantize_avx2, quantize_avxvnni, quantize_avx512};
static Multiply *const MULTIPLY[] = {multiply_avx2, multiply_avxvnni, multiply_avx512};
static Multiply *const MULTIPLY_FLOATS[] = {multiply_floats_avx2, multiply_floats_avxvnni,
                                            multiply_floats_avx512};
static Attend *const ATTEND[] = {attend_avx2, attend_avxvnni, attend_avx512};
static Dots *const DOTS[] = {dots_avx2, dots_avxvnni, dots_avx512};

/* The register state that the operating system saves. */
static uint32_t saved_state(void) {
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

static int all(uint32_t bits, uint32_t wanted) { return (bits & wanted) == wanted; }

/* A bit for each set that can run here. */
EXPORT int ponder_sets(void) {
  uint32_t a, b, c, d, b7, c7, d7, a71, b71, c71, d71;
  const uint32_t avx = bit_OSXSAVE | bit_AVX | bit_FMA | bit_F16C;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !all(c, avx) || !all(saved_state(), 6)
      || !__get_cpuid_count(7, 0, &a, &b7, &c7, &d7) || !(b7 & bit_AVX2)) {
    return 0;
  }
  int vnni = __get_cpuid_count(7, 1, &a71, &b71, &c71, &d71) && (a71 & 1 << 4);
  int wide = all(b7, bit_AVX512F | bit_AVX512BW | bit_AVX512VL | bit_AVX512DQ)
      && (c7 & bit_AVX512VNNI) && all(saved_state(), 0xe6);
  return 1 | vnni << 1 | wide << 2;
}

#elif defined(__aarch64__)

Quantize quantize_dotprod, quantize_i8mm;
Multiply multiply_dotprod, multiply_i8mm;
Multiply multiply_floats_dotprod, multiply_floats_i8mm;
Attend attend_dotprod, attend_i8mm;
Dots dots_dotprod, dots_i8mm;

static Quantize *const QUANTIZE[] = {quantize_dotprod, quantize_i8mm};
static Multiply *const MULTIPLY[] = {multiply_dotprod, multiply_i8mm};
static Multiply *const MULTIPLY_FLOATS[] = {multiply_floats_dotprod, multiply_floats_i8mm};
static Attend *const ATTEND[] = {attend_dotprod, attend_i8mm};
static Dots *const DOTS[] = {dots_dotprod, dots_i8mm};

#if defined(__linux__)

#include <sys/auxv.h>

EXPORT int ponder_sets(void) {
  int dotprod = getauxval(AT_HWCAP) >> 20 & 1;
  int i8mm = getauxval(AT_HWCAP2) >> 13 & 1;
  return dotprod | (dotprod & i8mm) << 1;
}

#else

#include <sys/sysctl.h>

/* Every Apple processor that runs Java 25 has the dot product. */
EXPORT int ponder_sets(void) {
  int i8mm = 0;
  size_t bytes = sizeof i8mm;
  int unknown = sysctlbyname("hw.optional.arm.FEAT_I8MM", &i8mm, &bytes, NULL, 0);
  return 1 | (!unknown && i8mm) << 1;
}

#endif

#endif

/* Quantises tokens of `columns` floats each; each 32 floats take 56 bytes. */
EXPORT void ponder_quantize(int set, const float *x, int tokens, int columns, uint8_t *tiles) {
  QUANTIZE[set](x, tokens, columns, tiles);
}

EXPORT void ponder_multiply(int set, int format, const uint8_t *weights, const uint8_t *weights_end,
                            int rows, int columns, const uint8_t *activations, int tokens,
                            float *outputs, int64_t stride, uint8_t *scratch) {
  const Product product = {format,      weights, weights_end, rows,           columns,
                           activations, tokens,  outputs,     (size_t)stride, scratch};
  (format < F32_WEIGHTS ? MULTIPLY : MULTIPLY_FLOATS)[set](&product);
}

EXPORT void ponder_attend(int set, int type, int width, int rows, const float *queries,
                          const int64_t *blocks, int count, const int32_t *from, const int32_t *to,
                          float *maxima, float *totals, float *sums, uint8_t *scratch) {
  const Attention attention = {type, width, rows,   queries, blocks, count,
                               from, to,    maxima, totals,  sums,   scratch};
  ATTEND[set](&attention);
}

/* At least so many products of bytes, for measuring; `room` is 4,096 bytes. */
EXPORT void ponder_dots(int set, uint8_t *room, int64_t products) { DOTS[set](room, products); }
