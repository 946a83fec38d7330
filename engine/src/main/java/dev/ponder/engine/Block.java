package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /// How many lineages end here or go on behind it: those that end here, and one for each pinned
  /// block behind it. Only [Pins] changes it.
  int pins;

  /// The block before it, while it is pinned; none before the first.
  @Nullable Block before;

  private @Nullable WindowBlock window;

  Block(int number, KvBlock kv) {
    this.number = number;
    this.kv = kv;
  }

  KvBlock kv() {
    return kv;
  }

  /// What the layers with a window keep of the same positions, as long as that is there. Only a
  /// findable block has it.
  Optional<WindowBlock> window() {
    return Optional.ofNullable(window);
  }

  /// The windowed layers' part is there from now on.
  void complete(WindowBlock part) {
    window = part;
    part.home = this;
  }

  /// It is not there any more.
  void forgetWindow() {
    if (window != null) {
      window.home = null;
      window = null;
    }
  }

  @Override
  public String toString() {
    return "block " + number;
  }
}
