package dev.ponder.compute;

import java.lang.foreign.MemorySegment;

/// One step of online softmax attention: the rows of a tile take in one block of keys and values.
///
/// A block holds [#KEYS] consecutive positions of one head. Its keys are transposed, `[width,
/// KEYS]`, so that one vector holds the same element of neighbouring keys and a score is summed
/// within one lane, element after element; its values are `[KEYS, stride]`, so that a row's result
/// is summed within lanes too, key after key. Hence neither the tile's shape nor its other rows can
/// change a row's bits.
public interface AttentionKernel {

  /// Positions per block.
  int KEYS = 32;

  /// Lets the rows that see any of its keys take in one block. What lies in the block before the
  /// first key that any row sees, and behind the last, may be anything.
  ///
  /// @param memory a block in native memory; it must stay open meanwhile
  /// @param offset where the head begins in it, laid out as [AttentionTile#layout] says
  void absorb(AttentionTile tile, MemorySegment memory, long offset);

  /// Elements between one value and the next: the width, padded so that no vector needs a mask. The
  /// padding of stored values must be finite.
  static int stride(int width) {
    return Math.ceilDiv(width, 32) * 32;
  }
}
