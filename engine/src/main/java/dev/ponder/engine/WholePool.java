package dev.ponder.engine;

import dev.ponder.engine.Prefix.Tail;
import dev.ponder.model.KvBlock;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Cache blocks of the layers that see everything, and by what they hold they are found.
///
/// A block is *held* by one or more tables, or *cached* (findable, held by nobody), or *free*.
/// Blocks are allocated when first needed and recycled without being cleared. Once there are as
/// many as there may be, the cached one that is longest unused makes room, and takes along what the
/// [WindowPool] has of it. Pinned ones make room when there are no others.
final class WholePool {
  private final Supplier<KvBlock> allocator;
  private final WindowPool windows;
  private final List<Block> blocks = new ArrayList<>();
  private final ArrayDeque<Block> free = new ArrayDeque<>();
  private final PrefixIndex index = new PrefixIndex();
  private final Runnable unpin;
  private int capacity;
  private int held;

  /// @param unpin lets go of a lineage's blocks
  WholePool(Supplier<KvBlock> allocator, int capacity, WindowPool windows, Runnable unpin) {
    this.allocator = allocator;
    this.capacity = capacity;
    this.windows = windows;
    this.unpin = unpin;
  }

  int capacity() {
    return capacity;
  }

  int available() {
    return capacity - held;
  }

  int cached() {
    return index.idleSize();
  }

  /// The block with those tokens after that parent.
  Optional<Block> find(long parent, int[] tokens) {
    return index.find(parent, tokens);
  }

  /// Which of the owner's usable blocks after that parent begins with the most of those tokens.
  Optional<Tail> nearest(long parent, int[] tokens, String owner, Predicate<Block> usable) {
    return index.nearest(parent, tokens, owner, usable);
  }

  /// Makes a block findable by the tokens whose positions are computed in it, in place of those of
  /// the owner's that hold only a beginning of that; returns the one that has that content already,
  /// if any, and then leaves the new one out.
  Block enter(Block block, long parent, int[] tokens, String owner) {
    for (Block covered : index.covered(parent, tokens, owner)) {
      index.remove(covered);
      forgetWindow(covered);
      free.addLast(covered);
    }
    return index.enter(block, parent, tokens, owner);
  }

  /// Enters a full block of nobody's, which is cached at once, unless it is there; empty when all
  /// blocks are held.
  Optional<Block> revive(long parent, int[] tokens, Consumer<MemorySegment> filling) {
    Optional<Block> known = find(parent, tokens);
    if (known.isPresent()) {
      return known;
    }
    Optional<Block> block = acquire();
    block.ifPresent(fresh -> {
      filling.accept(fresh.kv().memory());
      enter(fresh, parent, tokens, PrefixIndex.NOBODY);
      drop(fresh);
    });
    return block;
  }

  /// Holds a full block for an owner who knows all its tokens.
  void hold(Block block, String owner) {
    hold(block);
    index.claim(block, owner);
  }

  /// A cached block counts as just used, and as pinned if it is now.
  void touch(Block block) {
    if (index.isIdle(block)) {
      index.busy(block);
      index.idle(block);
    }
  }

  void hold(Block block) {
    if (block.references++ == 0) {
      index.busy(block);
      held++;
    }
  }

  void drop(Block block) {
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

  /// A block with one holder, at the cost of one that is only cached; empty when all are held.
  Optional<Block> acquire() {
    Optional<Block> block = Optional.ofNullable(free.pollLast());
    if (block.isEmpty()) {
      block = allocate();
    }
    if (block.isEmpty()) {
      block = evict();
    }
    block.ifPresent(taken -> {
      taken.references = 1;
      held++;
    });
    return block;
  }

  private Optional<Block> evict() {
    while (index.isAllPinned()) {
      unpin.run();
    }
    Optional<Block> evicted = index.evict();
    evicted.ifPresent(this::forgetWindow);
    return evicted;
  }

  private void forgetWindow(Block evicted) {
    Optional<WindowBlock> part = evicted.window();
    evicted.forgetWindow();
    part.ifPresent(windows::forget);
  }

  /// There may turn out to be less memory than promised: then the pool makes do with what it has.
  private Optional<Block> allocate() {
    if (blocks.size() >= capacity) {
      return Optional.empty();
    }
    try {
      Block block = new Block(blocks.size(), allocator.get());
      blocks.add(block);
      return Optional.of(block);
    } catch (OutOfMemoryError e) {
      BlockPool.LOGGER.log(
          Level.WARNING,
          "the memory is full at %d of %d cache blocks; going on with those"
              .formatted(blocks.size(), capacity));
      capacity = blocks.size();
      return Optional.empty();
    }
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
    BlockPool.require(blocks.size() <= capacity, "more blocks than the pool may have");
    BlockPool.require(
        holders.size() == held, "%d blocks are held, not %d".formatted(holders.size(), held));
    BlockPool.require(
        holders.size() + free.size() + index.idleSize() == blocks.size(),
        "%d held, %d free and %d cached blocks are not the %d of the pool"
            .formatted(holders.size(), free.size(), index.idleSize(), blocks.size()));
    Set<Block> unused = Collections.newSetFromMap(new IdentityHashMap<>());
    unused.addAll(free);
    int findable = 0;
    for (Block block : blocks) {
      checkBlock(block, holders.getOrDefault(block, 0));
      boolean isFree = block.references == 0 && block.content == Block.PRIVATE;
      BlockPool.require(unused.contains(block) == isFree, block + " is free and not, at once");
      findable += block.content == Block.PRIVATE ? 0 : 1;
    }
    BlockPool.require(findable == index.size(), "the index lists blocks that are none");
    index.checkIntegrity();
  }

  /// Checks that those blocks and no others are pinned, and each behind the one before it.
  ///
  /// @throws IllegalStateException when that is not so
  void checkPinned(Collection<Block> pinned) {
    BlockPool.require(
        blocks.stream().filter(block -> block.pins > 0).count() == pinned.size(),
        "a block is pinned for nobody");
    for (Block block : pinned) {
      long before = block.before == null ? PrefixIndex.ROOT : block.before.content;
      BlockPool.require(
          index.holdsFull(block) && index.parent(block) == before,
          block + " is pinned but cannot be found");
    }
  }

  private void checkBlock(Block block, int holders) {
    BlockPool.require(
        block.references == holders,
        "%s has %d holders but counts %d".formatted(block, holders, block.references));
    BlockPool.require(
        index.contains(block) == (block.content != Block.PRIVATE),
        block + " and the index disagree whether it can be found");
    BlockPool.require(
        holders == 0 || block.content == Block.PRIVATE || index.holdsFull(block),
        block + " can be found and written at once");
    boolean cached = holders == 0 && block.content != Block.PRIVATE;
    BlockPool.require(index.isIdle(block) == cached, block + " is cached and not, at once");
    BlockPool.require(
        block.window().isEmpty() || block.content != Block.PRIVATE,
        block + " cannot be found but has a part for windows");
  }
}
