#ifndef PONDER_KERNELS_H
#define PONDER_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/* A function of the set of instructions that is being compiled. */
#define JOIN(a, b) a##_##b
#define NAMED(a, b) JOIN(a, b)

enum { TILE_TOKENS = 6 };

/* Formats from here on are multiplied by floats. */
enum { F32_WEIGHTS = 13, F16_WEIGHTS, BF16_WEIGHTS };

/* Some rows of a matrix by some tokens. */
typedef struct {
  int format;
  const uint8_t *weights;     /* the first of the rows */
  const uint8_t *weights_end; /* end of what may be read ahead */
  int rows;
  int columns;
  const uint8_t *activations; /* as quantised, tiles of TILE_TOKENS; or floats */
  int tokens;
  float *outputs; /* the first row's for the first token */
  size_t stride;  /* floats from one token's to the next token's */
  uint8_t *scratch; /* for quantised weights only */
} Product;

/* Rows of queries by some blocks of one head's keys and values. */
typedef struct {
  int type; /* 0 floats, 1 halves, 2 bytes with scales */
  int width;
  int rows;
  const float *queries;  /* [rows][width] */
  const int64_t *blocks; /* their addresses */
  int count;
  const int32_t *from; /* the keys that each row sees, counted from the first block's; neither end */
  const int32_t *to;   /* ever goes down from one row to the next, and each sees one at least */
  float *maxima;       /* [rows], so far */
  float *totals;       /* [rows][16] */
  float *sums;         /* [rows][width, padded to a multiple of 32] */
  uint8_t *scratch;
} Attention;

enum { MOST_ATTENTION_ROWS = 256 };

#endif
