#ifndef PONDER_KERNELS_H
#define PONDER_KERNELS_H

#include <stddef.h>
#include <stdint.h>

enum { TILE_TOKENS = 6 };

/* Some rows of a matrix by some tokens. */
typedef struct {
  int format;
  const uint8_t *weights;     /* the first of the rows */
  const uint8_t *weights_end; /* end of what may be read ahead */
  int rows;
  int columns;
  const uint8_t *activations; /* as quantised, tiles of TILE_TOKENS */
  int tokens;
  float *outputs; /* the first row's for the first token */
  size_t stride;  /* floats from one token's to the next token's */
  uint8_t *scratch;
} Product;

#endif
