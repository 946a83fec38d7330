/// Weight matrices in GGML block formats and the arithmetic over them.
///
/// ## What is computed
///
/// Activations are floats, weights are [blocks][Format] that stay as they are in the file and are
/// dequantised on the way. A scale of 11 significant bits times integer scales and values of at
/// most 13 more is exact in a float; only a minimum, where a format has one, rounds once. So
/// quantisation costs accuracy once, when the file is made, and all ways to compute a weight give
/// the same bits. Products are accumulated by fused multiply-add.
///
/// ## Sixteen formats, one loop
///
/// Shifting and masking packed bits is cheap while 32 elements share a vector and dear once each
/// has become a float. So packed rows are unpacked a stretch at a time to signed bytes, with a
/// scale and perhaps a minimum for each 16 or 32 of them ([Chunk]); that is all that a format has
/// of its own ([Unpacking], [SuperUnpacking]). Two loops make floats of a chunk: [ChunkQuad]
/// multiplies them at once by one token, [ChunkPanel] stores them for a tile. F32, F16, BF16, and
/// Q8_0 and Q4_0 where vectors are wide enough, need no chunk ([RowQuad]).
///
/// ## The law
///
/// An output element is `sum over lanes l of (sum over steps s of w[s L + l] * x[s L + l])`, `L`
/// lanes to a vector, steps ascending, the lanes summed by halves as a tree. That is the whole
/// definition; batch, tile, thread and band do not occur in it. A token therefore gets the same
/// bits alone, in a batch, or in a prompt that was cut differently, and a cached prefix may stand
/// in for a computed one. The number of lanes does occur: machines of different vector width agree
/// only within the tolerance of `docs/numerics.md`.
///
/// ## One token: bound by memory
///
/// Generation reads every weight once for each token, so the loop ([RowQuad]) must only keep up
/// with memory. Weights are dequantised in registers. One sum per row would wait for the latency of
/// additions, four cycles each; four rows together hide it. Where they are read side by side they
/// must lie far apart: adjacent rows are streams in one page, which the prefetcher reads at a
/// quarter of the speed. Rows that are unpacked first are read one after the other and may be
/// neighbours.
///
/// ## Many tokens: bound by arithmetic
///
/// A batch ([Tile]) multiplies four rows by six tokens in registers: 24 fused multiply-adds for 10
/// loads. Four rows are dequantised once for a block of tokens into a panel in the first-level
/// cache; a block is as many tokens as half of the second-level cache holds. Both operands are
/// interleaved so that every load has the same index and a constant displacement. On one core of a
/// Zen 5 server (AVX-512, about 205 GFLOP/s at most), 1024 columns, tile alone: 3 x 3 146, 4 x 3
/// 191, 4 x 4 206 falling to 155 with more tokens, 4 x 6 204 and 171, 5 x 5 147 (spills), 3 x 8 119
/// (spills) GFLOP/s. Whole products with two threads: 260 to 297.
///
/// ## In C
///
/// What the Vector API has no instruction for, the dot product of bytes, is reached through a
/// library ([NativeLibrary]) where one was built: [NativeKernels] quantise the activations of a
/// product and leave all else to the kernels in Java. Their law has no lanes, see
/// `docs/numerics.md`; their loops are described in `src/main/c/kernels.c`.
///
/// ## Training: both factors are activations
///
/// [Dense] multiplies what is float on both sides, in three forms, one of which is as deep as there
/// are tokens. So lanes are columns there, both factors are packed by depth into panels
/// ([DensePanel]), and one tile of 12 rows by two vectors serves all forms ([DenseTile]); what is
/// packed the wrong way round is transposed on the way ([Squares]). Each part of the output packs
/// for itself ([DenseMultiplication]). Attention is made of the same tiles ([DenseAttention]).
///
/// ## Threads
///
/// A product may consist of [groups][Group] of tokens that each meet matrices of their own, as in a
/// mixture of experts; the rows of all groups are one range and one region. [Workers] hands out
/// bands of the rows of all matrices of a product, long ones first. A band writes only its own
/// outputs, so there is nothing to lock, and who computes it does not show.
@NullMarked
package dev.ponder.compute;

import org.jspecify.annotations.NullMarked;
