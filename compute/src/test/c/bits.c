/* Prints what the library computes as a hash for each kernel, format and number of tokens or rows, for
 * each set of instructions that this processor has: bin/compare-native runs it on several. Inputs are made
 * up of integers only, so that they are the same everywhere. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int ponder_sets(void);
void ponder_quantize(int set, const float *x, int tokens, int columns, uint8_t *tiles);
void ponder_multiply(int set, int format, const uint8_t *weights, const uint8_t *weights_end, int rows,
                     int columns, const uint8_t *activations, int tokens, float *outputs,
                     int64_t stride, uint8_t *scratch);
void ponder_attend(int set, int type, int width, int rows, const float *queries, const int64_t *blocks,
                   int count, const int32_t *from, const int32_t *to, float *maxima, float *totals,
                   float *sums, uint8_t *scratch);

/* Up to 18 tokens are few, and a tile has six at most: each size of tile, among few and among many. */
enum { FORMATS = 16, FLOATS = 13, ROWS = 45, COLUMNS = 1536, TOKENS = 24, SCRATCH = 1 << 20 };
enum { BLOCKS = 5, KEYS = 32, MOST_ROWS = 70, MOST_WIDTH = 96, PARTS = 16 };

static uint32_t state;

static uint32_t next(void) {
  state = state * 1664525u + 1013904223u;
  return state >> 8;
}

/* A multiple of 1/64 between -2 and 2. */
static float number(void) { return (float)((int)(next() % 257) - 128) / 64; }

static void *room(size_t bytes) {
  void *room = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (!room) exit(1);
  return memset(room, 0, bytes);
}

static uint32_t hash(const float *x, size_t count) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, x + i, 4);
    hash = (hash ^ bits) * 16777619u;
  }
  return hash;
}

/* Bit 6 of each byte is cleared: as the upper byte of a scale or of a float it makes no infinity. */
static void products(int set, int format, int tokens) {
  state = 1 + format;
  uint8_t *weights = room((size_t)ROWS * COLUMNS * 4), *tiles = room((size_t)TOKENS * COLUMNS * 2);
  for (size_t i = 0; i < (size_t)ROWS * COLUMNS * 4; i++) weights[i] = next() & 0xbf;
  float *x = room(TOKENS * COLUMNS * 4), *outputs = room(TOKENS * ROWS * 4);
  for (int i = 0; i < TOKENS * COLUMNS; i++) x[i] = number();
  uint8_t *scratch = room(SCRATCH);
  ponder_quantize(set, x, tokens, COLUMNS, tiles);
  const uint8_t *activations = format < FLOATS ? tiles : (const uint8_t *)x;
  ponder_multiply(set, format, weights, weights + (size_t)ROWS * COLUMNS, ROWS, COLUMNS, activations,
                  tokens, outputs, ROWS, scratch);
  printf("product, format %d, %d tokens: %08x\n", format, tokens, hash(outputs, TOKENS * ROWS));
  free(weights), free(tiles), free(x), free(outputs), free(scratch);
}

/* Halves from a quarter to a half, so that none is infinite. */
static void fill(uint8_t *cache, size_t bytes, int type, size_t scales) {
  for (size_t i = 0; i < bytes; i += type == 0 ? 4 : type == 1 || i >= scales ? 2 : 1) {
    float single = number();
    uint16_t half = (uint16_t)(0x3400 | (next() & 0x3ff) | (next() & 1) << 15);
    uint8_t byte = (uint8_t)next();
    if (type == 0) memcpy(cache + i, &single, 4);
    else if (type == 1 || i >= scales) memcpy(cache + i, &half, 2);
    else cache[i] = byte;
  }
}

static void attention(int set, int type, int width, int rows) {
  state = 100 + type;
  size_t stride = (width + 31) / 32 * 32, size = type == 0 ? 4 : type == 1 ? 2 : 1;
  size_t scales = size * KEYS * (width + stride);
  size_t bytes = scales + (type == 2 ? 2 * 2 * KEYS * (stride / 32) : 0);
  uint8_t *cache = room(BLOCKS * bytes), *scratch = room(SCRATCH);
  int64_t blocks[BLOCKS];
  for (int i = 0; i < BLOCKS; i++) {
    fill(cache + i * bytes, bytes, type, scales);
    blocks[i] = (int64_t)(intptr_t)(cache + i * bytes);
  }
  float *queries = room(MOST_ROWS * MOST_WIDTH * 4), *sums = room(MOST_ROWS * MOST_WIDTH * 4);
  float *maxima = room(MOST_ROWS * 4), *totals = room(MOST_ROWS * PARTS * 4);
  int32_t from[MOST_ROWS], to[MOST_ROWS];
  for (int i = 0; i < rows * width; i++) queries[i] = number() / 8;
  for (int row = 0; row < rows; row++) {
    maxima[row] = -1e30f;
    from[row] = row;
    to[row] = BLOCKS * KEYS - rows + row;
  }
  ponder_attend(set, type, width, rows, queries, blocks, BLOCKS, from, to, maxima, totals, sums, scratch);
  printf("attention, type %d, width %d, %d rows: %08x %08x %08x\n", type, width, rows,
         hash(sums, rows * stride), hash(totals, rows * PARTS), hash(maxima, rows));
  free(cache), free(scratch), free(queries), free(sums), free(maxima), free(totals);
}

int main(void) {
  for (int set = 0; set < 8; set++) {
    if (!(ponder_sets() >> set & 1)) continue;
    printf("set %d\n", set);
    for (int format = 0; format < FORMATS; format++) {
      for (int tokens = 1; tokens <= TOKENS; tokens++) products(set, format, tokens);
    }
    for (int type = 0; type < 3; type++) {
      for (int rows = 1; rows <= MOST_ROWS; rows += 23) {
        attention(set, type, 40, rows);
        attention(set, type, MOST_WIDTH, rows);
      }
    }
  }
  return 0;
}
