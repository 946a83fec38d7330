package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
/// continue; each least recently used first.
final class WindowPool {

  /// Why a table lets go of a block.
  enum Parting {
    /// The window slid past.
    PASSED,
    /// Another prompt may well go on from here.
    LEFT
  }

  private final Supplier<KvBlock> allocator;
  private int capacity;
  private final List<WindowBlock> blocks = new ArrayList<>();
  private final ArrayDeque<WindowBlock> free = new ArrayDeque<>();
  private final LinkedHashSet<WindowBlock> passed = new LinkedHashSet<>();
  private final LinkedHashSet<WindowBlock> left = new LinkedHashSet<>();

  WindowPool(Supplier<KvBlock> allocator, int capacity) {
    this.allocator = allocator;
    this.capacity = capacity;
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
      passed.remove(block);
      left.remove(block);
    }
  }

  void drop(WindowBlock block, Parting parting) {
    if (--block.references > 0) {
      return;
    }
    if (block.home == null) {
      free.addLast(block);
    } else {
      (parting == Parting.PASSED ? passed : left).add(block);
    }
  }

  /// The block that this one belongs to, which nobody holds, is not findable any more.
  void forget(WindowBlock block) {
    passed.remove(block);
    left.remove(block);
    free.addLast(block);
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
        holders.size() + unused.size() + passed.size() + left.size() == blocks.size(),
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
        (passed.contains(block) || left.contains(block)) == kept,
        "a window block is kept and not, at once");
  }
}
