package dev.ponder.compute;

/// One step of online softmax attention: the rows of a tile take in a run of keys and values.
///
/// A block holds [#KEYS] consecutive positions of one head. Its keys are transposed, `[width,
/// KEYS]`, so that one vector holds the same element of neighbouring keys and a score is summed
/// within one lane, element after element; its values are `[KEYS, stride]`, so that a row's result
/// is summed within lanes too, key after key. Hence neither the tile's shape nor its other rows can
/// change a row's bits.
public interface AttentionKernel {

  /// Positions per block.
  int KEYS = 32;

  /// Lets the rows take in what they see of the tile's run of blocks. The run's memory must be
  /// open.
  void absorb(AttentionTile tile);

  /// Elements between one value and the next: the width, padded so that no vector needs a mask. The
  /// padding of stored values must be finite.
  static int stride(int width) {
    return Math.ceilDiv(width, 32) * 32;
  }
}
