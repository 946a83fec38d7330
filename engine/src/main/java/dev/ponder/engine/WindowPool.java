package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Cache blocks of the layers with a sliding window.
///
/// A sequence holds those that its next position still sees and gives the others back as it goes
/// on. What it gave back can still be found by a later prompt that begins alike, through the block
/// of the other layers that it belongs to, until its room is needed: first goes what a sequence
/// only slid past, then what one left as the end of a prompt or of an answer, where prompts
/// continue; each least recently used first. What [Pins] keeps of the latter goes last.
final class WindowPool {

  /// Why a table lets go of a block.
  enum Parting {
    /// The window slid past.
    PASSED,
    /// Another prompt may well go on from here.
    LEFT
  }

  private final Supplier<KvBlock> allocator;
  private final PoolShape shape;
  private final Runnable unpin;
  private int capacity;
  private final List<WindowBlock> blocks = new ArrayList<>();
  private final ArrayDeque<WindowBlock> free = new ArrayDeque<>();
  private final LinkedHashSet<WindowBlock> passed = new LinkedHashSet<>();
  private final LinkedHashSet<WindowBlock> left = new LinkedHashSet<>();
  private final Set<WindowBlock> pinned = new HashSet<>();

  /// @param unpin lets go of a lineage's blocks
  WindowPool(Supplier<KvBlock> allocator, PoolShape shape, Runnable unpin) {
    this.allocator = allocator;
    this.shape = shape;
    this.unpin = unpin;
    this.capacity = shape.windowBlocks();
  }

  int capacity() {
    return capacity;
  }

  /// A block with one holder, at the cost of one that is only kept.
  Optional<WindowBlock> acquire() {
    WindowBlock block = free.pollLast();
    if (block == null) {
      block = allocate();
    }
    if (block == null) {
      block = evict();
    }
    if (block != null) {
      block.references = 1;
    }
    return Optional.ofNullable(block);
  }

  /// There may turn out to be less memory than promised: then the pool makes do with what it has.
  private @Nullable WindowBlock allocate() {
    if (blocks.size() >= capacity) {
      return null;
    }
    try {
      WindowBlock block = new WindowBlock(allocator.get());
      blocks.add(block);
      return block;
    } catch (OutOfMemoryError e) {
      BlockPool.LOGGER.log(
          Level.WARNING,
          "the memory is full at %d of %d window blocks; going on with those"
              .formatted(blocks.size(), capacity));
      capacity = blocks.size();
      return null;
    }
  }

  private @Nullable WindowBlock evict() {
    while (passed.isEmpty() && left.isEmpty() && !pinned.isEmpty()) {
      unpin.run();
    }
    LinkedHashSet<WindowBlock> from = passed.isEmpty() ? left : passed;
    if (from.isEmpty()) {
      return null;
    }
    WindowBlock block = from.removeFirst();
    if (block.home != null) {
      block.home.forgetWindow();
    }
    return block;
  }

  /// Caches what a findable block has here, unless that is there; false when all blocks are held.
  boolean revive(Block home, Consumer<MemorySegment> filling) {
    if (home.window().isPresent()) {
      return true;
    }
    Optional<WindowBlock> part = acquire();
    part.ifPresent(fresh -> {
      filling.accept(fresh.kv().memory());
      home.complete(fresh);
      drop(fresh, Parting.LEFT);
    });
    return part.isPresent();
  }

  void hold(WindowBlock block) {
    if (block.references++ == 0) {
      unlist(block);
    }
  }

  private void unlist(WindowBlock block) {
    passed.remove(block);
    left.remove(block);
    pinned.remove(block);
  }

  void drop(WindowBlock block, Parting parting) {
    if (--block.references > 0) {
      return;
    }
    if (block.home == null) {
      free.addLast(block);
    } else if (block.pins > 0) {
      pinned.add(block);
    } else {
      (parting == Parting.PASSED ? passed : left).add(block);
    }
  }

  /// A kept block counts as just used, and as pinned if it is now.
  void touch(WindowBlock block) {
    if (block.references == 0 && block.home != null) {
      unlist(block);
      (block.pins > 0 ? pinned : left).add(block);
    }
  }

  /// The block that this one belongs to, which nobody holds, is not findable any more.
  void forget(WindowBlock block) {
    unlist(block);
    free.addLast(block);
  }

  /// What the table has here of its findable block of that number is found with that from now on.
  /// When something is there already, the table takes that and its own copy is freed.
  void publish(BlockTable table, int number) {
    Block home = table.block(number);
    WindowBlock own = table.windowed(number);
    Optional<WindowBlock> known = home.window();
    if (known.isEmpty()) {
      home.complete(own);
    } else if (known.get() != own) {
      hold(known.get());
      table.replaceWindowed(number, known.get());
      drop(own, Parting.LEFT);
    }
  }

  /// Gives back what no position from the last full block before `computed` on sees.
  ///
  /// @param resumption a position from which another prompt may well go on
  void slide(BlockTable table, int computed, int resumption) {
    int first = shape.firstSeen(computed / KvBlock.POSITIONS * KvBlock.POSITIONS);
    int end = KvBlock.countFor(resumption);
    int firstKept = shape.firstResumed(resumption);
    while (table.firstWindowed() < Math.min(first, table.endWindowed())) {
      int number = table.firstWindowed();
      boolean kept = firstKept <= number && number < end;
      drop(table.removeFirstWindowed(), kept ? Parting.LEFT : Parting.PASSED);
    }
  }

  /// Checks that every block is free, kept, or held exactly as often as those tables say.
  ///
  /// @throws IllegalStateException when one is not
  void checkIntegrity(Collection<BlockTable> tables) {
    Map<WindowBlock, Integer> holders = new IdentityHashMap<>();
    for (BlockTable table : tables) {
      for (WindowBlock block : table.windowed()) {
        holders.merge(block, 1, Integer::sum);
      }
    }
    Set<WindowBlock> unused = Collections.newSetFromMap(new IdentityHashMap<>());
    unused.addAll(free);
    BlockPool.require(blocks.size() <= capacity, "more window blocks than there may be");
    BlockPool.require(
        holders.size() + unused.size() + passed.size() + left.size() + pinned.size()
            == blocks.size(),
        "a window block is lost or in two places");
    for (WindowBlock block : blocks) {
      checkBlock(block, holders.getOrDefault(block, 0));
      boolean isFree = block.references == 0 && block.home == null;
      BlockPool.require(
          unused.contains(block) == isFree, "a window block is free and not, at once");
    }
  }

  private void checkBlock(WindowBlock block, int holders) {
    BlockPool.require(
        block.references == holders,
        "a window block has %d holders but counts %d".formatted(holders, block.references));
    BlockPool.require(
        block.home == null || block.home.window().equals(Optional.of(block)),
        "a window block and its home disagree");
    boolean kept = holders == 0 && block.home != null;
    BlockPool.require(
        (passed.contains(block) || left.contains(block) || pinned.contains(block)) == kept,
        "a window block is kept and not, at once");
    BlockPool.require(
        pinned.contains(block) == (kept && block.pins > 0),
        "a window block is kept for no lineage, or not for one");
  }

  /// Checks that those blocks and no others are pinned, each with the block it belongs to.
  ///
  /// @throws IllegalStateException when that is not so
  void checkPinned(Collection<WindowBlock> all) {
    BlockPool.require(
        blocks.stream().filter(block -> block.pins > 0).count() == all.size(),
        "a window block is pinned for nobody");
    for (WindowBlock block : all) {
      BlockPool.require(
          block.home != null && block.home.pins > 0, "a window block is pinned without its home");
    }
  }
}
