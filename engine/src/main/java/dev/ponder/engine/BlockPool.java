package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The paged cache: blocks of keys and values that sequences hold through their [BlockTable]s.
///
/// A block is *held* by one or more tables, or *cached* (full, held by nobody, findable by its
/// content), or *free*. Blocks are allocated when first needed and recycled without being cleared:
/// a sequence reads only positions that it, or the owner of the same prefix, has written.
///
/// After Kwon et al., "Efficient Memory Management for Large Language Model Serving with
/// PagedAttention", 2023.
final class BlockPool {
  private static final Logger LOGGER = System.getLogger(BlockPool.class.getName());

  private final Supplier<KvBlock> allocator;
  private final List<Block> blocks = new ArrayList<>();
  private final ArrayDeque<Block> free = new ArrayDeque<>();
  private final PrefixIndex index = new PrefixIndex();
  private int capacity;
  private int held;

  BlockPool(Supplier<KvBlock> allocator, int capacity) {
    this.allocator = allocator;
    this.capacity = capacity;
  }

  /// Most blocks there may be.
  int capacity() {
    return capacity;
  }

  /// Blocks that no table holds: free, cached, or not allocated yet.
  int available() {
    return capacity - held;
  }

  /// Blocks that hold a findable prefix and no table holds.
  int cached() {
    return index.idleSize();
  }

  /// Lengthens the table to hold that many positions; false when the pool has no more blocks, and
  /// then the table keeps what it got.
  boolean extend(BlockTable table, int positions) {
    while (table.size() < EngineOptions.blocksFor(positions)) {
      Optional<Block> block = acquire();
      if (block.isEmpty()) {
        return false;
      }
      table.add(block.get());
    }
    return true;
  }

  /// The cached or held blocks that begin with the same tokens, as many as are wholly within `[0,
  /// limit)`. Holds none of them.
  List<Block> prefix(int[] tokens, int limit) {
    List<Block> found = new ArrayList<>();
    long parent = PrefixIndex.ROOT;
    for (int from = 0; from + KvBlock.POSITIONS <= limit; from += KvBlock.POSITIONS) {
      Optional<Block> block = index.find(parent, slice(tokens, from));
      if (block.isEmpty()) {
        break;
      }
      found.add(block.get());
      parent = block.get().content;
    }
    return found;
  }

  /// Starts an empty table with those blocks.
  void share(List<Block> prefix, BlockTable table) {
    for (Block block : prefix) {
      hold(block);
      table.add(block);
    }
  }

  /// All positions of the table's block `number` are computed: others may share it. When the same
  /// content is there already, the table takes that and its own copy is freed.
  void publish(BlockTable table, int number, int[] tokens) {
    Block own = table.block(number);
    long parent = number == 0 ? PrefixIndex.ROOT : table.block(number - 1).content;
    Block known = index.enter(own, parent, slice(tokens, number * KvBlock.POSITIONS));
    if (known != own) {
      hold(known);
      table.replace(number, known);
      drop(own);
    }
  }

  /// Empties the table. Full blocks stay findable until their room is needed.
  void release(BlockTable table) {
    while (table.size() > 0) {
      drop(table.removeLast());
    }
  }

  private void hold(Block block) {
    if (block.references++ == 0) {
      index.busy(block);
      held++;
    }
  }

  private void drop(Block block) {
    if (--block.references > 0) {
      return;
    }
    held--;
    if (block.content == Block.PRIVATE) {
      free.addLast(block);
    } else {
      index.idle(block);
    }
  }

  private Optional<Block> acquire() {
    Optional<Block> block = Optional.ofNullable(free.pollLast());
    if (block.isEmpty()) {
      block = allocate();
    }
    if (block.isEmpty()) {
      block = index.evict();
    }
    block.ifPresent(taken -> {
      taken.references = 1;
      held++;
    });
    return block;
  }

  /// The heap may turn out smaller than promised: then the pool makes do with what it has.
  private Optional<Block> allocate() {
    if (blocks.size() >= capacity) {
      return Optional.empty();
    }
    try {
      Block block = new Block(blocks.size(), allocator.get());
      blocks.add(block);
      return Optional.of(block);
    } catch (OutOfMemoryError e) {
      LOGGER.log(
          Level.WARNING,
          "the heap is full at %d of %d cache blocks; going on with those"
              .formatted(blocks.size(), capacity));
      capacity = blocks.size();
      return Optional.empty();
    }
  }

  private static int[] slice(int[] tokens, int from) {
    return Arrays.copyOfRange(tokens, from, from + KvBlock.POSITIONS);
  }

  /// Checks that every block is free, cached, or held exactly as often as those tables say.
  ///
  /// @throws IllegalStateException when one is not
  void checkIntegrity(Collection<BlockTable> tables) {
    Map<Block, Integer> holders = new IdentityHashMap<>();
    for (BlockTable table : tables) {
      for (Block block : table.blocks()) {
        holders.merge(block, 1, Integer::sum);
      }
    }
    require(blocks.size() <= capacity, "more blocks than the pool may have");
    require(holders.size() == held, "%d blocks are held, not %d".formatted(holders.size(), held));
    require(
        holders.size() + free.size() + index.idleSize() == blocks.size(),
        "%d held, %d free and %d cached blocks are not the %d of the pool"
            .formatted(holders.size(), free.size(), index.idleSize(), blocks.size()));
    Set<Block> unused = Collections.newSetFromMap(new IdentityHashMap<>());
    unused.addAll(free);
    int findable = 0;
    for (Block block : blocks) {
      checkBlock(block, holders.getOrDefault(block, 0));
      boolean isFree = block.references == 0 && block.content == Block.PRIVATE;
      require(unused.contains(block) == isFree, block + " is free and not, at once");
      findable += block.content == Block.PRIVATE ? 0 : 1;
    }
    require(findable == index.size(), "the index lists blocks that are none");
  }

  private void checkBlock(Block block, int holders) {
    require(
        block.references == holders,
        "%s has %d holders but counts %d".formatted(block, holders, block.references));
    require(
        index.contains(block) == (block.content != Block.PRIVATE),
        block + " and the index disagree whether it can be found");
    boolean cached = holders == 0 && block.content != Block.PRIVATE;
    require(index.isIdle(block) == cached, block + " is cached and not, at once");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException("the block pool is damaged: " + otherwise);
    }
  }
}
