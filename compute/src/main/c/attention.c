/* Attention of a few query rows over many blocks of cached keys and values, once per instruction set.
 *
 * What a block holds and where, Java's HeadLayout tells: the keys of 32 positions transposed, so that a
 * vector holds the same element of neighbouring keys, then their values. A row goes through the blocks
 * with its largest score so far, the sum of exponentials and the weighted values, all relative to that
 * score (Milakov and Gimelshein 2018; Dao et al. 2022):
 *
 *     score  = fma(query[i], key[i], score)              for each element i in turn,
 *     sum[c] = fma(weight, value[c], sum[c])             for each key that it sees in turn,
 *
 * and the exponentials are summed in 16 parts, key j in part j modulo 16. So neither the rows beside it
 * nor the instruction set change a row's bits.
 *
 * Few rows read the cache as it is: they are as fast as memory. For many, a block is brought into floats
 * first, which then stay in the first-level cache.
 */
#include "kernels.h"
#include "simd.h"

enum { KEYS = 32, GROUP = 32, PARTS = 16, CACHE_LINE = 64 };
enum { F32, F16, Q8_0 };

/* What to fetch while something else is computed: the bytes of each round. */
typedef struct {
  const uint8_t *at;
  size_t step;
} Ahead;

/* A block of one head. */
typedef struct {
  const uint8_t *keys;       /* [width][KEYS] */
  const uint8_t *values;     /* [KEYS][stride] */
  const float *key_scales;   /* [groups][KEYS], where there are scales */
  const float *value_scales; /* [KEYS][groups] */
  int width;
  int stride;
  Ahead while_scored;
  Ahead while_weighed;
} Block;

/* Rounds of the innermost loops for a block. */
#define SCORE_ROUNDS(width) ((size_t)(width) * (KEYS / (2 * LANES)))
#define WEIGH_ROUNDS(stride) ((size_t)(stride) / (2 * LANES) * KEYS)

/* A few rows of a tile, one after the other. */
typedef struct {
  const float *queries; /* [n][width] */
  float *scores;        /* [n][KEYS], later the weights */
  float *sums;          /* [n][stride] */
  const float *corrections;
  int first; /* keys that any of them sees */
  int end;
} RowGroup;

/* ---- elements ---- */

INLINE int groups_of(int width) { return (width + GROUP - 1) / GROUP; }

INLINE size_t element_bytes(int type) { return type == F32 ? 4 : type == F16 ? 2 : 1; }

INLINE Floats load(const int type, const uint8_t *elements, size_t i) {
  if (type == F32) return LOAD_FLOATS((const float *)elements + i);
  if (type == F16) return LOAD_HALVES(elements + 2 * i);
  return LOAD_BYTES(elements + i);
}

INLINE Floats load_key(const int type, const Block *b, int element, int key) {
  Floats v = load(type, b->keys, (size_t)element * KEYS + key);
  return type == Q8_0 ? MULTIPLY(v, LOAD_FLOATS(b->key_scales + element / GROUP * KEYS + key)) : v;
}

INLINE Floats load_value(const int type, const Block *b, int key, int column) {
  Floats v = load(type, b->values, (size_t)key * b->stride + column);
  if (type != Q8_0) return v;
  const float *scale = b->value_scales + key * groups_of(b->width) + column / GROUP;
  return MULTIPLY(v, BROADCAST_FLOAT(scale));
}

/* ---- tiles ---- */

INLINE void score(const int type, const int n, const Block *b, const RowGroup *rows) {
  const int width = b->width;
  for (int key = 0; key < KEYS; key += 2 * LANES) {
    Floats sums[ATTENTION_ROWS][2];
    UNROLL for (int r = 0; r < n; r++) sums[r][0] = sums[r][1] = ZERO_FLOATS();
    const uint8_t *ahead = b->while_scored.at + key / (2 * LANES) * width * b->while_scored.step;
    for (int i = 0; i < width; i++) {
      __builtin_prefetch(ahead + i * b->while_scored.step);
      Floats low = load_key(type, b, i, key), high = load_key(type, b, i, key + LANES);
      UNROLL for (int r = 0; r < n; r++) {
        Floats query = BROADCAST_FLOAT(rows->queries + (size_t)r * width + i);
        sums[r][0] = FUSED(query, low, sums[r][0]);
        sums[r][1] = FUSED(query, high, sums[r][1]);
      }
    }
    UNROLL for (int r = 0; r < n; r++) {
      STORE_FLOATS(rows->scores + r * KEYS + key, sums[r][0]);
      STORE_FLOATS(rows->scores + r * KEYS + key + LANES, sums[r][1]);
    }
  }
}

INLINE void weigh(const int type, const int n, const Block *b, const RowGroup *rows) {
  const int stride = b->stride;
  for (int column = 0; column < stride; column += 2 * LANES) {
    Floats sums[ATTENTION_ROWS][2];
    UNROLL for (int r = 0; r < n; r++) {
      Floats correction = BROADCAST_FLOAT(rows->corrections + r);
      const float *from = rows->sums + (size_t)r * stride + column;
      sums[r][0] = MULTIPLY(LOAD_FLOATS(from), correction);
      sums[r][1] = MULTIPLY(LOAD_FLOATS(from + LANES), correction);
    }
    const uint8_t *ahead = b->while_weighed.at + column / (2 * LANES) * KEYS * b->while_weighed.step;
    for (int key = rows->first; key < rows->end; key++) {
      __builtin_prefetch(ahead + key * b->while_weighed.step);
      Floats low = load_value(type, b, key, column), high = load_value(type, b, key, column + LANES);
      UNROLL for (int r = 0; r < n; r++) {
        Floats weight = BROADCAST_FLOAT(rows->scores + r * KEYS + key);
        sums[r][0] = FUSED(weight, low, sums[r][0]);
        sums[r][1] = FUSED(weight, high, sums[r][1]);
      }
    }
    UNROLL for (int r = 0; r < n; r++) {
      float *to = rows->sums + (size_t)r * stride + column;
      STORE_FLOATS(to, sums[r][0]);
      STORE_FLOATS(to + LANES, sums[r][1]);
    }
  }
}

/* The number of rows a constant, so that all sums are registers. */
#define TILES_OF(name, type) \
  static void name##_##type(int n, const Block *b, const RowGroup *rows) { \
    switch (n) { \
      case 1: name(type, 1, b, rows); break; \
      case 2: name(type, 2, b, rows); break; \
      case 3: name(type, 3, b, rows); break; \
      case 4: name(type, 4, b, rows); break; \
      MORE_ROWS(name, type) \
      default: name(type, ATTENTION_ROWS, b, rows); break; \
    } \
  }
#if ATTENTION_ROWS == 8
#define MORE_ROWS(name, type) \
  case 5: name(type, 5, b, rows); break; \
  case 6: name(type, 6, b, rows); break; \
  case 7: name(type, 7, b, rows); break;
#else
#define MORE_ROWS(name, type)
#endif

TILES_OF(score, F32)
TILES_OF(score, F16)
TILES_OF(score, Q8_0)
TILES_OF(weigh, F32)
TILES_OF(weigh, F16)
TILES_OF(weigh, Q8_0)

typedef void Tiles(int, const Block *, const RowGroup *);
static Tiles *const SCORE[] = {score_F32, score_F16, score_Q8_0};
static Tiles *const WEIGH[] = {weigh_F32, weigh_F16, weigh_Q8_0};

/* ---- softmax ---- */

/* As in Java's RowFunctions.exp, to the same bits. */
INLINE Floats exponential(Floats x) {
  Floats bounded = MINIMUM(EVERY_FLOAT(88), MAXIMUM(EVERY_FLOAT(-87), x));
  Floats shifted = FUSED(bounded, EVERY_FLOAT(1.44269504f), EVERY_FLOAT(0x1.8p23f));
  Floats n = SUBTRACT_FLOATS(shifted, EVERY_FLOAT(0x1.8p23f));
  Floats r = FUSED(n, EVERY_FLOAT(-0.693359375f), bounded);
  r = FUSED(n, EVERY_FLOAT(2.12194440e-4f), r);
  Floats p = ADD_FLOATS(MULTIPLY(r, EVERY_FLOAT(1.0f / 5040)), EVERY_FLOAT(1.0f / 720));
  p = FUSED(p, r, EVERY_FLOAT(1.0f / 120));
  p = FUSED(p, r, EVERY_FLOAT(1.0f / 24));
  p = FUSED(p, r, EVERY_FLOAT(1.0f / 6));
  p = FUSED(p, r, EVERY_FLOAT(0.5f));
  p = FUSED(p, r, EVERY_FLOAT(1));
  p = FUSED(p, r, EVERY_FLOAT(1));
  Ints power = ADD(SHIFT_LEFT(AS_INTS(shifted), 23), EVERY_INT(0x3f800000));
  return ZERO_BELOW(MULTIPLY(p, AS_FLOATS(power)), x, EVERY_FLOAT(-87));
}

/* Hides the scores of keys that a row does not see; returns its largest, `largest` among them. */
static float largest_score(float *scores, int first, int end, float largest) {
  for (int key = 0; key < first; key++) scores[key] = -__builtin_inff();
  for (int key = end; key < KEYS; key++) scores[key] = -__builtin_inff();
  Floats most = LOAD_FLOATS(scores);
  UNROLL for (int key = LANES; key < KEYS; key += LANES) {
    most = MAXIMUM(most, LOAD_FLOATS(scores + key));
  }
  float score = LARGEST(most);
  return score > largest ? score : largest;
}

/* Scores to weights, which are added to the row's parts of its sum. */
static void exponentiate(float *scores, float largest, float correction, float *totals) {
  UNROLL for (int part = 0; part < PARTS; part += LANES) {
    Floats total = MULTIPLY(LOAD_FLOATS(totals + part), EVERY_FLOAT(correction));
    UNROLL for (int key = part; key < KEYS; key += PARTS) {
      Floats score = LOAD_FLOATS(scores + key);
      Floats weight = exponential(SUBTRACT_FLOATS(score, EVERY_FLOAT(largest)));
      STORE_FLOATS(scores + key, weight);
      total = ADD_FLOATS(total, weight);
    }
    STORE_FLOATS(totals + part, total);
  }
}

/* ---- blocks ---- */

/* Room of a call; each part begins at a cache line. */
typedef struct {
  float *keys;
  float *values;
  float *scales; /* of keys, then of values */
  float *scores;
  float *sums;
  float *corrections;
} Room;

static float *take(uint8_t **from, size_t floats) {
  float *taken = (float *)*from;
  *from += (floats * sizeof(float) + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
  return taken;
}

static Room room_of(const Attention *a, int stride) {
  uint8_t *free = a->scratch;
  Room room;
  room.keys = take(&free, (size_t)a->width * KEYS);
  room.values = take(&free, (size_t)stride * KEYS);
  room.scales = take(&free, (size_t)2 * groups_of(a->width) * KEYS);
  room.scores = take(&free, (size_t)a->rows * KEYS);
  room.sums = take(&free, (size_t)a->rows * stride);
  room.corrections = take(&free, a->rows + PARTS);
  return room;
}

static void widen(int type, const uint8_t *elements, size_t count, float *to) {
  for (size_t i = 0; i < count; i += LANES) {
    STORE_FLOATS(to + i, type == F16 ? load(F16, elements, i) : load(Q8_0, elements, i));
  }
}

/* The block as it lies in memory. Its values are fetched while it is scored, then the next block. */
static Block block_at(const Attention *a, int index, int stride, const Room *room) {
  const uint8_t *memory = (const uint8_t *)a->blocks[index];
  const uint8_t *next = (const uint8_t *)a->blocks[index + 1 < a->count ? index + 1 : index];
  size_t size = element_bytes(a->type);
  size_t keys = size * a->width * KEYS, values = size * stride * KEYS;
  int scales = groups_of(a->width) * KEYS;
  if (a->type == Q8_0) widen(F16, memory + keys + values, 2 * scales, room->scales);
  return (Block){memory, memory + keys, room->scales, room->scales + scales, a->width, stride,
                 {memory + keys, values / SCORE_ROUNDS(a->width)},
                 {next, keys / WEIGH_ROUNDS(stride)}};
}

/* The same block in floats. Now the next block is fetched. */
static Block widened(const Attention *a, const Block *b, const Room *room) {
  if (a->type == F16) {
    widen(F16, b->keys, (size_t)b->width * KEYS, room->keys);
    widen(F16, b->values, (size_t)b->stride * KEYS, room->values);
  } else {
    for (int i = 0; i < b->width; i++) {
      for (int key = 0; key < KEYS; key += LANES) {
        STORE_FLOATS(room->keys + i * KEYS + key, load_key(Q8_0, b, i, key));
      }
    }
    for (int key = 0; key < KEYS; key++) {
      for (int column = 0; column < b->stride; column += LANES) {
        STORE_FLOATS(room->values + key * b->stride + column, load_value(Q8_0, b, key, column));
      }
    }
  }
  Block floats = *b;
  floats.keys = (const uint8_t *)room->keys;
  floats.values = (const uint8_t *)room->values;
  floats.while_scored.at = b->while_weighed.at;
  floats.while_weighed.at = b->while_weighed.at + (b->values - b->keys);
  return floats;
}

static int clamped(int key) { return key < 0 ? 0 : key > KEYS ? KEYS : key; }

/* Rows from `from` to `to`, all of which see some of the block's keys, from `start` on. */
static void absorb(const Attention *a, int type, const Block *b, const Room *room, int start, int from,
                   int to) {
  RowGroup groups[MOST_ATTENTION_ROWS / ATTENTION_ROWS];
  int count = 0;
  for (int row = from; row < to; row += ATTENTION_ROWS) {
    int last = (row + ATTENTION_ROWS < to ? row + ATTENTION_ROWS : to) - 1;
    RowGroup *group = &groups[count++];
    *group = (RowGroup){a->queries + (size_t)row * b->width, room->scores + row * KEYS,
                        room->sums + (size_t)row * b->stride, room->corrections + row,
                        clamped(a->from[row] - start), clamped(a->to[last] - start)};
    SCORE[type](last + 1 - row, b, group);
  }
  for (int row = from; row < to; row++) {
    float largest = largest_score(room->scores + row * KEYS, clamped(a->from[row] - start),
                                  clamped(a->to[row] - start), a->maxima[row]);
    room->corrections[row] = a->maxima[row] - largest;
    a->maxima[row] = largest;
  }
  for (int row = from; row < to; row += LANES) {
    STORE_FLOATS(room->corrections + row, exponential(LOAD_FLOATS(room->corrections + row)));
  }
  for (int row = from; row < to; row++) {
    exponentiate(room->scores + row * KEYS, a->maxima[row], room->corrections[row],
                 a->totals + row * PARTS);
  }
  for (int i = 0; i < count; i++) {
    int row = from + i * ATTENTION_ROWS;
    WEIGH[type](to - row < ATTENTION_ROWS ? to - row : ATTENTION_ROWS, b, &groups[i]);
  }
}

void NAMED(attend, NAME)(const Attention *a) {
  int stride = (a->width + GROUP - 1) / GROUP * GROUP;
  Room room = room_of(a, stride);
  size_t sums = (size_t)a->rows * stride * sizeof(float);
  memcpy(room.sums, a->sums, sums);
  int from = 0, to = 0;
  for (int i = 0; i < a->count; i++) {
    int start = i * KEYS;
    while (to < a->rows && a->from[to] < start + KEYS) to++;
    while (from < to && a->to[from] <= start) from++;
    if (from == to) continue;
    Block b = block_at(a, i, stride, &room);
    int type = a->type;
    if (type != F32 && to - from > ATTENTION_ROWS) {
      b = widened(a, &b, &room);
      type = F32;
    }
    absorb(a, type, &b, &room, start, from, to);
  }
  memcpy(a->sums, room.sums, sums);
}
