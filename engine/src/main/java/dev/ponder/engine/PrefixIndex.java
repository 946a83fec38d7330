package dev.ponder.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/// Finds full blocks by what they hold: the tokens of the block and, through its parent, everything
/// before them.
///
/// An entry's key is the parent's content number and the block's own tokens. The hash only finds a
/// candidate; the key's equality compares the tokens. Content numbers are given out once, so by
/// induction equal keys mean equal prefixes, and an entry whose parent is gone can never be found
/// by mistake.
///
/// Entries that no sequence holds are kept in order of their last use. A table gives its blocks
/// back last block first, so that of a chain the leaf goes before what it hangs on.
final class PrefixIndex {

  /// The content number of the empty prefix.
  static final long ROOT = 0;

  private record Key(long parent, int[] tokens, int hash) {
    static Key of(long parent, int[] tokens) {
      return new Key(parent, tokens, 31 * Arrays.hashCode(tokens) + Long.hashCode(parent));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.parent == parent && Arrays.equals(key.tokens, tokens);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final Map<Key, Block> blocks = new HashMap<>();
  private final Map<Block, Key> keys = new HashMap<>();
  private final LinkedHashSet<Block> idle = new LinkedHashSet<>();
  private long lastContent = ROOT;

  /// The block with those tokens after that parent.
  Optional<Block> find(long parent, int[] tokens) {
    return Optional.ofNullable(blocks.get(Key.of(parent, tokens)));
  }

  /// Enters a full block; returns the one with the same content that is already there, if any, and
  /// then leaves the new one out.
  Block enter(Block block, long parent, int[] tokens) {
    Key key = Key.of(parent, tokens);
    Block known = blocks.putIfAbsent(key, block);
    if (known != null) {
      return known;
    }
    keys.put(block, key);
    block.content = ++lastContent;
    return block;
  }

  /// Nobody holds this entry any more: it may be evicted from now on.
  void idle(Block block) {
    idle.add(block);
  }

  /// Somebody holds this entry again.
  void busy(Block block) {
    idle.remove(block);
  }

  /// Forgets the entry that was idle longest, so that its block can be reused.
  Optional<Block> evict() {
    if (idle.isEmpty()) {
      return Optional.empty();
    }
    Block block = idle.removeFirst();
    blocks.remove(keys.remove(block));
    block.content = Block.PRIVATE;
    return Optional.of(block);
  }

  boolean contains(Block block) {
    Key key = keys.get(block);
    return key != null && blocks.get(key) == block;
  }

  boolean isIdle(Block block) {
    return idle.contains(block);
  }

  int size() {
    return blocks.size();
  }

  int idleSize() {
    return idle.size();
  }
}
