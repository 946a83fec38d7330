package dev.ponder.engine;

import dev.ponder.model.KvBlock;

/// A block of the pool and who uses it. Only the pool and its index change it.
final class Block {

  /// The content of a block that is not full yet.
  static final long PRIVATE = -1;

  private final int number;
  private final KvBlock kv;

  /// Tables that hold this block.
  int references;

  /// Names the content, and with it all that precedes it, once the block is full and in the index;
  /// never used for other content.
  long content = PRIVATE;

  Block(int number, KvBlock kv) {
    this.number = number;
    this.kv = kv;
  }

  KvBlock kv() {
    return kv;
  }

  @Override
  public String toString() {
    return "block " + number;
  }
}
