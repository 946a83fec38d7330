/* Products of weights in floats, halves and bfloat16 with activations in floats, once per instruction
 * set: nothing is rounded but by float arithmetic. An output element is
 *
 *     part[l] = fma(weight[16 s + l], activation[16 s + l], part[l])    for each step s in turn,
 *     sum     = part[0] + … + part[15], by halves: l takes l + 8, then l + 4, l + 2, l + 1,
 *
 * whatever the number of tokens, the tile or the instruction set: the same bits alone, in a batch and on
 * another machine, and those of the Vector API with vectors of 512 bits.
 */
#include "kernels.h"
#include "simd.h"

enum { PARTS = 16, PIECES = PARTS / LANES, CACHE_LINE = 64 };

typedef struct {
  const uint8_t *weights; /* of the tile's first row */
  size_t row_bytes;
  const float *activations; /* of its first token */
  int columns;
  float *outputs;
  size_t stride; /* from one token's outputs to the next one's */
} FloatTile;

INLINE size_t element_bytes(int format) { return format == F32_WEIGHTS ? 4 : 2; }

INLINE Floats load(const int format, const uint8_t *elements, size_t i) {
  if (format == F32_WEIGHTS) return LOAD_FLOATS((const float *)elements + i);
  if (format == F16_WEIGHTS) return LOAD_HALVES(elements + 2 * i);
  return LOAD_BFLOATS(elements + 2 * i);
}

/* r rows by n tokens; constants, so that all sums are registers. */
INLINE void multiply_tile(const int format, const int r, const int n, const FloatTile *tile) {
  Floats sums[FLOAT_ROWS][FLOAT_TOKENS][PIECES];
  UNROLL for (int i = 0; i < r; i++) {
    UNROLL for (int t = 0; t < n; t++) {
      UNROLL for (int p = 0; p < PIECES; p++) sums[i][t][p] = ZERO_FLOATS();
    }
  }
  /* As many rows on, in the order of memory. */
  const uint8_t *ahead = tile->weights + r * tile->row_bytes;
  const size_t step = r * PARTS * element_bytes(format);
  for (int c = 0; c < tile->columns; c += PARTS) {
    if (n == 1) {
      UNROLL for (size_t b = 0; b < step; b += CACHE_LINE) __builtin_prefetch(ahead + b);
      ahead += step;
    }
    UNROLL for (int p = 0; p < PIECES; p++) {
      Floats weights[FLOAT_ROWS];
      UNROLL for (int i = 0; i < r; i++) {
        weights[i] = load(format, tile->weights + i * tile->row_bytes, c + p * LANES);
      }
      UNROLL for (int t = 0; t < n; t++) {
        Floats x = LOAD_FLOATS(tile->activations + (size_t)t * tile->columns + c + p * LANES);
        UNROLL for (int i = 0; i < r; i++) sums[i][t][p] = FUSED(weights[i], x, sums[i][t][p]);
      }
    }
  }
  UNROLL for (int t = 0; t < n; t++) {
    UNROLL for (int i = 0; i < r; i++) tile->outputs[t * tile->stride + i] = SUM_OF_16(sums[i][t]);
  }
}

#define TOKENS_OF(format, r, n) case n: multiply_tile(format, r, n, tile); break;
#if FLOAT_TOKENS == 6
#define MORE_TOKENS(format, r) TOKENS_OF(format, r, 3) TOKENS_OF(format, r, 4) TOKENS_OF(format, r, 5)
#else
#define MORE_TOKENS(format, r)
#endif
#define TILES_OF(format, name, r) \
  static void name##_##format(int n, const FloatTile *tile) { \
    switch (n) { \
      TOKENS_OF(format, r, 1) \
      TOKENS_OF(format, r, 2) \
      MORE_TOKENS(format, r) \
      default: multiply_tile(format, r, FLOAT_TOKENS, tile); break; \
    } \
  }

TILES_OF(F32_WEIGHTS, rows, FLOAT_ROWS)
TILES_OF(F16_WEIGHTS, rows, FLOAT_ROWS)
TILES_OF(BF16_WEIGHTS, rows, FLOAT_ROWS)
TILES_OF(F32_WEIGHTS, row, 1)
TILES_OF(F16_WEIGHTS, row, 1)
TILES_OF(BF16_WEIGHTS, row, 1)

typedef void FloatTiles(int, const FloatTile *);
static FloatTiles *const MANY_ROWS[] = {rows_F32_WEIGHTS, rows_F16_WEIGHTS, rows_BF16_WEIGHTS};
static FloatTiles *const ONE_ROW[] = {row_F32_WEIGHTS, row_F16_WEIGHTS, row_BF16_WEIGHTS};

/* Tile of tokens by tile of tokens, each of which stays in the first-level cache while the rows, which
 * the second one holds, go by. */
void NAMED(multiply_floats, NAME)(const Product *p) {
  int format = p->format - F32_WEIGHTS;
  size_t row_bytes = p->columns * element_bytes(p->format);
  for (int t = 0; t < p->tokens; t += FLOAT_TOKENS) {
    int n = p->tokens - t < FLOAT_TOKENS ? p->tokens - t : FLOAT_TOKENS;
    FloatTile tile = {p->weights, row_bytes,
                      (const float *)p->activations + (size_t)t * p->columns, p->columns,
                      p->outputs + t * p->stride, p->stride};
    int row = 0;
    for (; row + FLOAT_ROWS <= p->rows; row += FLOAT_ROWS) {
      tile.weights = p->weights + row * row_bytes;
      tile.outputs = p->outputs + t * p->stride + row;
      MANY_ROWS[format](n, &tile);
    }
    for (; row < p->rows; row++) {
      tile.weights = p->weights + row * row_bytes;
      tile.outputs = p->outputs + t * p->stride + row;
      ONE_ROW[format](n, &tile);
    }
  }
}
