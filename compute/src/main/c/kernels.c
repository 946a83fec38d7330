/* Products of quantised weights with activations quantised to 8 bits, once per instruction set: the
 * build compiles this file with -DNAME=<suffix> and the set's options; dispatch.c calls them.
 *
 * Every format goes the same way. A panel, 16 rows of some columns, is brought into signed bytes with
 * a scale (and a minimum) for each row and block of 32 columns (or 16), transposed so that a vector
 * holds the same four columns of 16 rows. A tile multiplies panels by up to six tokens. So a lane is
 * an output element, and its sum is
 *
 *     sum = fma(float(dot), weight scale * activation scale, sum)      for each block in turn,
 *     sum = fma(minimum, activation scale * sum of activations, sum)   where the format has minima,
 *
 * whatever the number of tokens, the tile or the instruction set: the same bits alone, in a batch and
 * on another machine. One token goes through the same panels: bringing them into form costs less than
 * reading them from memory.
 */
#include "decode.h"
#include "kernels.h"

enum { HALVES = 1, MINIMA = 2 };

/* Bytes of a block of a panel: 16 rows of 32 columns, then the scales, then the minima. */
#define RECORD(kind) (512 + 64 * ((kind & HALVES) ? 2 : 1) * ((kind & MINIMA) ? 2 : 1))

/* Blocks of a panel at once. For many tokens, as many as the first-level cache holds of two panels;
 * for few, one unit, which leaves room there for the weights that are fetched ahead. */
enum { MANY_TOKENS_BLOCKS = 32, FEW_TOKENS_BLOCKS = 8, CACHE_LINE = 64 };

/* ---- activations ---- */

/* Per block of n tokens: bytes [8][n][4], scales [n], first sums [n]; after all blocks, per block
 * what only some formats want: first sums of the second half [n], then scale times the sum of the
 * activations for the whole block, the first half, the second half [n] each. A first sum is what
 * takes BIAS out of the dot product again. */
enum { MAIN = 40, EXTRA = 16 };

INLINE void quantize_block(const float *x, uint8_t *main, uint8_t *extra, int n) {
  int32_t bits[BLOCK];
  memcpy(bits, x, sizeof bits);
  int32_t largest = 0;
  for (int i = 0; i < BLOCK; i++) {
    int32_t magnitude = bits[i] & 0x7fffffff;
    largest = magnitude > largest ? magnitude : largest;
  }
  float size;
  memcpy(&size, &largest, 4);
  float inverse = size > 0x1p-100f ? 127 / size : 0;
  float scale = size > 0x1p-100f || size != size ? size / 127 : 0;
  /* Adding 1.5 * 2^23 rounds to an integer, half to even, which ends up in the lowest bits. */
  int32_t q[BLOCK];
  for (int i = 0; i < BLOCK; i++) {
    float shifted = x[i] * inverse + 0x1.8p23f;
    memcpy(&q[i], &shifted, 4);
    q[i] = (int8_t)q[i];
  }
  int32_t first = 0, second = 0;
  for (int i = 0; i < BLOCK / 2; i++) {
    first += q[i];
    second += q[BLOCK / 2 + i];
  }
  int8_t narrow[BLOCK];
  for (int i = 0; i < BLOCK; i++) {
    narrow[i] = (int8_t)q[i];
  }
  for (int k = 0; k < BLOCK / 4; k++) {
    memcpy(main + 4 * k * n, narrow + 4 * k, 4);
  }
  int32_t start = -BIAS * (first + second), start_second = -BIAS * second;
  float sums[3] = {scale * (float)(first + second), scale * (float)first, scale * (float)second};
  memcpy(main + 32 * n, &scale, 4);
  memcpy(main + 36 * n, &start, 4);
  memcpy(extra, &start_second, 4);
  for (int i = 0; i < 3; i++) {
    memcpy(extra + 4 * (i + 1) * n, &sums[i], 4);
  }
}

void NAMED(quantize, NAME)(const float *x, int tokens, int columns, uint8_t *tiles) {
  int blocks = columns / BLOCK;
  for (int first = 0; first < tokens; first += TILE_TOKENS) {
    int n = tokens - first < TILE_TOKENS ? tokens - first : TILE_TOKENS;
    uint8_t *extra = tiles + (size_t)MAIN * n * blocks;
    for (int t = 0; t < n; t++) {
      const float *token = x + (size_t)(first + t) * columns;
      for (int b = 0; b < blocks; b++) {
        quantize_block(token + BLOCK * b, tiles + (size_t)MAIN * n * b + 4 * t,
                       extra + (size_t)EXTRA * n * b + 4 * t, n);
      }
    }
    tiles += (size_t)(MAIN + EXTRA) * n * blocks;
  }
}

/* ---- tile ---- */

typedef struct {
  const uint8_t *panels; /* of the tile's first vector of rows */
  size_t panel_bytes;    /* from one panel to the next */
  const uint8_t *main;
  const uint8_t *extra;
  int blocks;
  int resumed; /* whether the outputs hold the sums of earlier columns */
  float *outputs;
  size_t stride; /* from one token's outputs to the next */
} Tile;

/* The 4-byte columns from `from` to `to` of a block. */
#if !defined(DOT_SQUARE)

INLINE void dots(int v, int n, Ints sums[][TILE_TOKENS], const uint8_t *const w[],
                 const uint8_t *a, int from, int to) {
  UNROLL for (int k = from; k < to; k++) {
    Ints weights[VECTORS];
    UNROLL for (int i = 0; i < v; i++) weights[i] = LOAD_INTS(w[i] + 64 * k);
    UNROLL for (int t = 0; t < n; t++) {
      Ints activations = BROADCAST_INT(a + 4 * (k * n + t));
      UNROLL for (int i = 0; i < v; i++) sums[i][t] = DOT(sums[i][t], weights[i], activations);
    }
  }
}

#else

/* Tokens two by two, and columns eight by eight; a last odd token is multiplied as without the instruction.
 * Meanwhile a pair's sums lie as the instruction leaves them: the first two rows of both tokens in
 * the first one's place, the other two rows in the second one's. */
INLINE void dots(int v, int n, Ints sums[][TILE_TOKENS], const uint8_t *const w[],
                 const uint8_t *a, int from, int to) {
  const int paired = n / 2 * 2;
  UNROLL for (int i = 0; i < v; i++) {
    UNROLL for (int t = 0; t < paired; t += 2) {
      Ints first = sums[i][t], second = sums[i][t + 1];
      sums[i][t] = LOW_INTS(first, second);
      sums[i][t + 1] = HIGH_INTS(first, second);
    }
  }
  UNROLL for (int k = from; k < to; k += 2) {
    Ints even[VECTORS], odd[VECTORS];
    UNROLL for (int i = 0; i < v; i++) {
      even[i] = LOAD_INTS(w[i] + 64 * k);
      odd[i] = LOAD_INTS(w[i] + 64 * (k + 1));
    }
    UNROLL for (int t = 0; t < paired; t += 2) {
      const uint8_t *pair = a + 4 * (k * n + t);
      Ints activations = LOW_INTS(LOAD_TWO_INTS(pair), LOAD_TWO_INTS(pair + 4 * n));
      UNROLL for (int i = 0; i < v; i++) {
        sums[i][t] = DOT_SQUARE(sums[i][t], LOW_INTS(even[i], odd[i]), activations);
        sums[i][t + 1] = DOT_SQUARE(sums[i][t + 1], HIGH_INTS(even[i], odd[i]), activations);
      }
    }
    UNROLL for (int t = paired; t < n; t++) {
      const uint8_t *single = a + 4 * (k * n + t);
      UNROLL for (int i = 0; i < v; i++) {
        sums[i][t] = DOT(sums[i][t], even[i], BROADCAST_INT(single));
        sums[i][t] = DOT(sums[i][t], odd[i], BROADCAST_INT(single + 4 * n));
      }
    }
  }
  UNROLL for (int i = 0; i < v; i++) {
    UNROLL for (int t = 0; t < paired; t += 2) {
      Ints low = sums[i][t], high = sums[i][t + 1];
      sums[i][t] = EVEN_INTS(low, high);
      sums[i][t + 1] = ODD_INTS(low, high);
    }
  }
}

#endif

INLINE Ints start(const uint8_t *p) {
  return BIAS ? BROADCAST_INT(p) : EVERY_INT(0);
}

INLINE void scaled(int v, int n, Ints sums[][TILE_TOKENS], Floats totals[][TILE_TOKENS],
                   const uint8_t *const w[], size_t at, const uint8_t *scales) {
  UNROLL for (int i = 0; i < v; i++) {
    Floats weight = LOAD_FLOATS((const float *)(w[i] + at));
    UNROLL for (int t = 0; t < n; t++) {
      Floats scale = MULTIPLY(weight, BROADCAST_FLOAT(scales + 4 * t));
      totals[i][t] = FUSED(TO_FLOATS(sums[i][t]), scale, totals[i][t]);
    }
  }
}

INLINE void add_minima(int v, int n, Floats totals[][TILE_TOKENS], const uint8_t *const w[],
                       size_t at, const uint8_t *activations) {
  UNROLL for (int i = 0; i < v; i++) {
    Floats minimum = LOAD_FLOATS((const float *)(w[i] + at));
    UNROLL for (int t = 0; t < n; t++) {
      totals[i][t] = FUSED(minimum, BROADCAST_FLOAT(activations + 4 * t), totals[i][t]);
    }
  }
}

/* v vectors of rows by n tokens; constants, so that all sums are registers. */
INLINE void multiply_tile(const int v, const int n, const int kind, const Tile *tile) {
  Floats totals[VECTORS][TILE_TOKENS];
  UNROLL for (int i = 0; i < v; i++) {
    UNROLL for (int t = 0; t < n; t++) {
      totals[i][t] = tile->resumed
          ? LOAD_FLOATS(tile->outputs + t * tile->stride + i * LANES) : ZERO_FLOATS();
    }
  }
  const uint8_t *w[VECTORS];
  UNROLL for (int i = 0; i < v; i++) {
    w[i] = tile->panels + i * LANES / ROWS * tile->panel_bytes + i * LANES % ROWS * 4;
  }
  const uint8_t *main = tile->main, *extra = tile->extra;
  for (int block = 0; block < tile->blocks; block++) {
    Ints sums[VECTORS][TILE_TOKENS];
    if (kind & HALVES) {
      UNROLL for (int half = 0; half < 2; half++) {
        UNROLL for (int t = 0; t < n; t++) {
          Ints second = start(extra + 4 * t);
          /* Exact, so it does not matter that the first half's is a difference. */
          Ints first = half || !BIAS ? second : SUBTRACT(start(main + 36 * n + 4 * t), second);
          UNROLL for (int i = 0; i < v; i++) sums[i][t] = first;
        }
        dots(v, n, sums, w, main, 4 * half, 4 * half + 4);
        scaled(v, n, sums, totals, w, 512 + 64 * half, main + 32 * n);
      }
      if (kind & MINIMA) {
        add_minima(v, n, totals, w, 640, extra + 8 * n);
        add_minima(v, n, totals, w, 704, extra + 12 * n);
      }
    } else {
      UNROLL for (int t = 0; t < n; t++) {
        UNROLL for (int i = 0; i < v; i++) sums[i][t] = start(main + 36 * n + 4 * t);
      }
      dots(v, n, sums, w, main, 0, 8);
      scaled(v, n, sums, totals, w, 512, main + 32 * n);
      if (kind & MINIMA) add_minima(v, n, totals, w, 576, extra + 4 * n);
    }
    main += MAIN * n;
    extra += EXTRA * n;
    UNROLL for (int i = 0; i < v; i++) w[i] += RECORD(kind);
  }
  UNROLL for (int i = 0; i < v; i++) {
    UNROLL for (int t = 0; t < n; t++) {
      STORE_FLOATS(tile->outputs + t * tile->stride + i * LANES, totals[i][t]);
    }
  }
}

#define TILE_OF(v, kind) \
  static void tile_##v##_##kind(int n, const Tile *tile) { \
    switch (n) { \
      case 1: multiply_tile(v, 1, kind, tile); break; \
      case 2: multiply_tile(v, 2, kind, tile); break; \
      case 3: multiply_tile(v, 3, kind, tile); break; \
      case 4: multiply_tile(v, 4, kind, tile); break; \
      case 5: multiply_tile(v, 5, kind, tile); break; \
      default: multiply_tile(v, 6, kind, tile); break; \
    } \
  }

TILE_OF(1, 0)
TILE_OF(1, 1)
TILE_OF(1, 2)
TILE_OF(1, 3)
#if VECTORS == 2
TILE_OF(2, 0)
TILE_OF(2, 1)
TILE_OF(2, 2)
TILE_OF(2, 3)
#endif

static void tile_of_kind(int v, int kind, int n, const Tile *tile) {
#if VECTORS == 2
  if (v == 2) {
    switch (kind) {
      case 0: tile_2_0(n, tile); return;
      case 1: tile_2_1(n, tile); return;
      case 2: tile_2_2(n, tile); return;
      default: tile_2_3(n, tile); return;
    }
  }
#endif
  (void)v;
  switch (kind) {
    case 0: tile_1_0(n, tile); return;
    case 1: tile_1_1(n, tile); return;
    case 2: tile_1_2(n, tile); return;
    default: tile_1_3(n, tile); return;
  }
}

/* ---- panels ---- */

typedef struct {
  const uint8_t *next;
  const uint8_t *end;
} Ahead;

/* Asks for `bytes` more of what comes next, in the order of memory: the rows of a panel are streams
 * of their own, too many and too close to each other for the hardware to foresee. */
INLINE void fetch(Ahead *ahead, ptrdiff_t bytes) {
  const uint8_t *to = ahead->next + bytes < ahead->end ? ahead->next + bytes : ahead->end;
  for (; ahead->next < to; ahead->next += CACHE_LINE) {
    __builtin_prefetch(ahead->next, 0, 3);
  }
}

/* 16 rows, one after the other. */
typedef struct {
  const uint8_t *first;
  size_t row_bytes;
} Rows;

/* 16 bytes of each row to four words. */
INLINE void transpose(Rows from, size_t offset, uint8_t *words) {
  UNROLL for (int part = 0; part < ROWS / LANES; part++) {
    const uint8_t *p = from.first + part * LANES * from.row_bytes + offset;
    uint8_t *to = words + 4 * LANES * part;
    Ints a = load_rows(p, from.row_bytes), b = load_rows(p + from.row_bytes, from.row_bytes);
    Ints c = load_rows(p + 2 * from.row_bytes, from.row_bytes);
    Ints d = load_rows(p + 3 * from.row_bytes, from.row_bytes);
    Ints low_ab = LOW_INTS(a, b), low_cd = LOW_INTS(c, d);
    Ints high_ab = HIGH_INTS(a, b), high_cd = HIGH_INTS(c, d);
    STORE_INTS(to, LOW_PAIRS(low_ab, low_cd));
    STORE_INTS(to + 64, HIGH_PAIRS(low_ab, low_cd));
    STORE_INTS(to + 128, LOW_PAIRS(high_ab, high_cd));
    STORE_INTS(to + 192, HIGH_PAIRS(high_ab, high_cd));
  }
}

typedef struct {
  const uint8_t *weights; /* first row's first block */
  size_t row_bytes;
  int rows; /* of the panel that exist */
  int blocks;
} Source;

enum { LARGEST_UNIT = 272, WORDS_BYTES = (LARGEST_UNIT / PIECE + 1) * 4 * 4 * ROWS };

/* A unit that lacks rows or blocks, filled up with zeros. */
static Rows padded(const Source *from, const uint8_t *unit, size_t bytes, uint8_t *room) {
  memset(room, 0, ROWS * LARGEST_UNIT);
  for (int r = 0; r < from->rows; r++) {
    memcpy(room + r * LARGEST_UNIT, unit + r * from->row_bytes, bytes);
  }
  return (Rows){room, LARGEST_UNIT};
}

#define PANEL_OF(format, kind, unit_bytes) \
  static void panel_##format(const Source *from, uint8_t *panel, Ahead *ahead) { \
    uint8_t words[WORDS_BYTES] __attribute__((aligned(64))); \
    uint8_t room[ROWS * LARGEST_UNIT] __attribute__((aligned(64))); \
    const uint8_t *unit = from->weights; \
    for (int left = from->blocks; left > 0; left -= UNIT_BLOCKS) { \
      int blocks = left < UNIT_BLOCKS ? left : UNIT_BLOCKS; \
      Rows rows = {unit, from->row_bytes}; \
      if (blocks < UNIT_BLOCKS || from->rows < ROWS) { \
        rows = padded(from, unit, (size_t)(unit_bytes) * blocks / UNIT_BLOCKS, room); \
      } \
      for (int i = 0; i < (unit_bytes) / PIECE; i++) { \
        fetch(ahead, ROWS * PIECE); \
        transpose(rows, (size_t)PIECE * i, words + 256 * i); \
      } \
      if ((unit_bytes) % PIECE) { \
        fetch(ahead, ROWS * ((unit_bytes) % PIECE)); \
        transpose(rows, (unit_bytes) - PIECE, words + (unit_bytes) / PIECE * 256); \
      } \
      for (int part = 0; part < ROWS / LANES; part++) { \
        Unit lanes = {words + 4 * LANES * part, panel + 4 * LANES * part, RECORD(kind)}; \
        decode_##format(lanes, blocks); \
      } \
      unit += (unit_bytes); \
      panel += RECORD(kind) * UNIT_BLOCKS; \
    } \
  }

/* Formats in the order of enum QuantizedFormat: kind, bytes of 256 columns. */
#define FORMATS(F) \
  F(q8_0, 0, 272) F(q4_0, 0, 144) F(q4_1, 2, 160) F(q5_0, 0, 176) F(q5_1, 2, 192) \
  F(q2_k, 3, 84) F(q3_k, 1, 110) F(q4_k, 2, 144) F(q5_k, 2, 176) F(q6_k, 1, 210) \
  F(iq4_nl, 0, 144) F(iq4_xs, 0, 136) F(mxfp4, 0, 136)

FORMATS(PANEL_OF)

typedef struct {
  void (*panel)(const Source *, uint8_t *, Ahead *);
  int kind;
  int unit_bytes;
} Unpacking;

#define UNPACKING_OF(format, kind, unit_bytes) {panel_##format, kind, unit_bytes},
static const Unpacking UNPACKINGS[] = {FORMATS(UNPACKING_OF)};

/* ---- product ---- */

/* One tile, by way of `room` where fewer rows exist than the vectors are wide. */
static void store_tile(const Unpacking *format, int n, int rows, Tile tile, float *room) {
  float *outputs = tile.outputs;
  size_t stride = tile.stride;
  int wide = (rows + ROWS - 1) / ROWS * ROWS;
  if (rows < wide) {
    tile.outputs = room;
    tile.stride = wide;
    for (int t = 0; t < n && tile.resumed; t++) {
      memcpy(room + t * wide, outputs + t * stride, rows * sizeof(float));
    }
  }
  int vectors = wide / LANES;
  Tile part = tile;
  for (int first = 0; first < vectors; first += VECTORS) {
    int v = vectors - first < VECTORS ? vectors - first : VECTORS;
    part.panels = tile.panels + first * LANES / ROWS * tile.panel_bytes + first * LANES % ROWS * 4;
    part.outputs = tile.outputs + first * LANES;
    tile_of_kind(v, format->kind, n, &part);
  }
  for (int t = 0; t < n && rows < wide; t++) {
    memcpy(outputs + t * stride, room + t * wide, rows * sizeof(float));
  }
}

/* Rows that are computed together: for many tokens what fills the registers; for few, so few that they and
 * as many that are fetched ahead fit the first-level cache. */
enum { MANY_TOKENS_ROWS = 2 * ROWS, FEW_TOKENS_ROWS = ROWS };

/* So many wait for memory rather than for arithmetic. */
enum { FEW_TOKENS = 3 * TILE_TOKENS };

void NAMED(multiply, NAME)(const Product *p) {
  const Unpacking *format = &UNPACKINGS[p->format];
  uint8_t *panels = p->scratch;
  float room[MANY_TOKENS_ROWS * TILE_TOKENS];
  int blocks = p->columns / BLOCK;
  int many = p->tokens > FEW_TOKENS;
  int at_once = many ? MANY_TOKENS_BLOCKS : FEW_TOKENS_BLOCKS;
  int group = many ? MANY_TOKENS_ROWS : FEW_TOKENS_ROWS;
  size_t row_bytes = (size_t)blocks * format->unit_bytes / UNIT_BLOCKS;
  Ahead ahead = {p->weights + group * row_bytes, p->weights_end};
  for (int row = 0; row < p->rows; row += group) {
    int rows = p->rows - row < group ? p->rows - row : group;
    for (int from = 0; from < blocks; from += at_once) {
      int chunk = blocks - from < at_once ? blocks - from : at_once;
      size_t panel_bytes = (size_t)chunk * RECORD(format->kind);
      for (int r = 0; r < rows; r += ROWS) {
        int present = rows - r < ROWS ? rows - r : ROWS;
        const uint8_t *weights = p->weights + (row + r) * row_bytes
            + (size_t)(from / UNIT_BLOCKS) * format->unit_bytes;
        Source source = {weights, row_bytes, present, chunk};
        format->panel(&source, panels + r / ROWS * panel_bytes, &ahead);
      }
      const uint8_t *tokens = p->activations;
      for (int t = 0; t < p->tokens; t += TILE_TOKENS) {
        int n = p->tokens - t < TILE_TOKENS ? p->tokens - t : TILE_TOKENS;
        Tile tile = {panels, panel_bytes, tokens + (size_t)MAIN * n * from,
                     tokens + (size_t)MAIN * n * blocks + (size_t)EXTRA * n * from, chunk, from > 0,
                     p->outputs + (size_t)t * p->stride + row, p->stride};
        store_tile(format, n, rows, tile, room);
        tokens += (size_t)(MAIN + EXTRA) * n * blocks;
      }
    }
  }
}

/* ---- ceiling ---- */

/* Dot products of a tile and nothing else, of what the first-level cache holds: what a product cannot
 * be faster than. Each round takes other weights, so that none of it is computed once for all. Where
 * the weights are, the sums are stored, so that all of it is computed at all. */
void NAMED(dots, NAME)(uint8_t *room, int64_t products) {
  enum { PANEL_BYTES = 512, PANELS = 8 };
  Ints sums[VECTORS][TILE_TOKENS];
  UNROLL for (int i = 0; i < VECTORS; i++) {
    UNROLL for (int t = 0; t < TILE_TOKENS; t++) sums[i][t] = EVERY_INT(0);
  }
  int panel = 0;
  for (int64_t done = 0; done < products; done += VECTORS * TILE_TOKENS * LANES * BLOCK) {
    const uint8_t *w[VECTORS];
    UNROLL for (int i = 0; i < VECTORS; i++) w[i] = room + PANEL_BYTES * (panel + i);
    dots(VECTORS, TILE_TOKENS, sums, w, room + PANEL_BYTES * panel, 0, BLOCK / 4);
    panel = (panel + VECTORS) % PANELS;
  }
  UNROLL for (int i = 0; i < VECTORS; i++) {
    UNROLL for (int t = 0; t < TILE_TOKENS; t++) {
      STORE_INTS(room + 4 * LANES * (TILE_TOKENS * i + t), sums[i][t]);
    }
  }
}
