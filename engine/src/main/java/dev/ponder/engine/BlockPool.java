package dev.ponder.engine;

import dev.ponder.engine.Prefix.Tail;
import dev.ponder.engine.WindowPool.Parting;
import dev.ponder.model.KvBlock;
import dev.ponder.model.KvSpan;
import java.lang.System.Logger;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The paged cache: blocks of keys and values that sequences hold through their [BlockTable]s.
///
/// The blocks themselves lie in a [WholePool]. A sequence reads only positions that it, or the
/// owner of the same prefix, has written.
///
/// Where layers have a sliding window, a block's part for those layers has a life of its own, in
/// the [WindowPool]: a table holds it only while it is seen. A prefix can be shared up to where the
/// parts that its next position sees are still there.
///
/// After Kwon et al., "Efficient Memory Management for Large Language Model Serving with
/// PagedAttention", 2023.
final class BlockPool {
  static final Logger LOGGER = System.getLogger(BlockPool.class.getName());

  private final PoolShape shape;
  private final WindowPool windows;
  private final WholePool whole;
  private final Pins pins;

  /// @param allocator makes a block of either span, and throws an [OutOfMemoryError] when it cannot
  BlockPool(Function<KvSpan, KvBlock> allocator, PoolShape shape) {
    this.shape = shape;
    this.windows =
        new WindowPool(() -> allocator.apply(KvSpan.WINDOW), shape, this::unpinLongestUnused);
    this.whole =
        new WholePool(
            () -> allocator.apply(KvSpan.WHOLE), shape.blocks(), windows, this::unpinLongestUnused);
    this.pins = new Pins(shape, whole, windows);
  }

  private void unpinLongestUnused() {
    pins.giveWay();
  }

  /// What is kept for lineages.
  Pins pins() {
    return pins;
  }

  /// Most blocks there may be.
  int capacity() {
    return whole.capacity();
  }

  /// Blocks that no table holds: free, cached, or not allocated yet.
  int available() {
    return whole.available();
  }

  /// Blocks that hold a findable prefix and no table holds.
  int cached() {
    return whole.cached();
  }

  /// Lengthens the table to hold that many positions; false when the pool has no more blocks, and
  /// then the table keeps what it got.
  boolean extend(BlockTable table, int positions) {
    int end = KvBlock.countFor(positions);
    while (table.size() < end) {
      Optional<Block> block = whole.acquire();
      if (block.isEmpty()) {
        return false;
      }
      table.add(block.get());
    }
    while (shape.window() > 0 && table.endWindowed() < end) {
      Optional<WindowBlock> block = windows.acquire();
      if (block.isEmpty()) {
        return false;
      }
      table.addWindowed(block.get());
    }
    return true;
  }

  /// What is cached or held of the tokens within `[0, limit)` and can be gone on from: whole
  /// blocks, and of one of the owner's behind them the beginning. Holds nothing of it.
  Prefix prefix(int[] tokens, int limit, String owner) {
    List<Block> found = chain(tokens, limit);
    int resumable = resumable(found);
    if (resumable < found.size()) {
      return new Prefix(found.subList(0, resumable), Optional.empty());
    }
    // What a position behind sees through the window begins no earlier than what this one sees.
    int from = resumable * KvBlock.POSITIONS;
    int to = Math.max(from, Math.min(limit, from + KvBlock.POSITIONS));
    long parent = found.isEmpty() ? PrefixIndex.ROOT : found.getLast().content;
    int[] sought = Arrays.copyOfRange(tokens, from, to);
    return new Prefix(found, whole.nearest(parent, sought, owner, this::isComplete));
  }

  private boolean isComplete(Block block) {
    return shape.window() == 0 || block.window().isPresent();
  }

  /// Those that are there, whether or not they can be gone on from.
  List<Block> chain(int[] tokens, int limit) {
    List<Block> found = new ArrayList<>();
    long parent = PrefixIndex.ROOT;
    for (int from = 0; from + KvBlock.POSITIONS <= limit; from += KvBlock.POSITIONS) {
      Optional<Block> block = whole.find(parent, slice(tokens, from / KvBlock.POSITIONS));
      if (block.isEmpty()) {
        break;
      }
      found.add(block.get());
      parent = block.get().content;
    }
    return found;
  }

  /// How many of the first blocks can be gone on from: all that the position behind them sees
  /// through the window must be there.
  private int resumable(List<Block> found) {
    if (shape.window() == 0) {
      return found.size();
    }
    int resumable = 0;
    int complete = 0;
    for (int end = 1; end <= found.size(); end++) {
      complete = found.get(end - 1).window().isPresent() ? complete + 1 : 0;
      if (complete >= end - shape.firstSeen(end * KvBlock.POSITIONS)) {
        resumable = end;
      }
    }
    return resumable;
  }

  /// Starts an empty table with that prefix; returns how many positions it has, which are those of
  /// the whole blocks alone when there is no room for a copy of its tail.
  int share(Prefix prefix, BlockTable table) {
    List<Block> blocks = prefix.blocks();
    for (Block block : blocks) {
      whole.hold(block, table.owner());
      table.add(block);
    }
    if (shape.window() > 0) {
      table.beginWindowed(shape.firstSeen(blocks.size() * KvBlock.POSITIONS));
      for (Block block : blocks.subList(table.firstWindowed(), blocks.size())) {
        WindowBlock part = block.window().orElseThrow();
        windows.hold(part);
        table.addWindowed(part);
      }
    }
    boolean copied = prefix.tail().isPresent() && copy(prefix.tail().get().block(), table);
    return copied ? prefix.positions() : blocks.size() * KvBlock.POSITIONS;
  }

  /// Adds a copy of the block to the table; false when there is no room. What lies behind the
  /// positions that are wanted of it will be written before it is read.
  private boolean copy(Block source, BlockTable table) {
    int number = table.size();
    Optional<WindowBlock> part = source.window();
    // Held meanwhile, or it might have to make room for its own copy.
    whole.hold(source);
    part.ifPresent(windows::hold);
    boolean fits = extend(table, (number + 1) * KvBlock.POSITIONS);
    if (fits) {
      table.block(number).kv().memory().copyFrom(source.kv().memory());
      part.ifPresent(window -> table.windowed(number).kv().memory().copyFrom(window.kv().memory()));
    }
    part.ifPresent(window -> windows.drop(window, Parting.LEFT));
    whole.drop(source);
    return fits;
  }

  /// The chain counts as just used, what is not held of it.
  void touch(List<Block> chain) {
    chain.reversed().forEach(whole::touch);
  }

  /// Caches a block that was computed in an earlier life of the cache, unless it is there, at the
  /// cost of the one that is longest unused; empty when all are held.
  ///
  /// @param parent the content before it
  /// @param tokens of the block
  /// @param filling writes the content
  Optional<Block> revive(long parent, int[] tokens, Consumer<MemorySegment> filling) {
    return whole.revive(parent, tokens, filling);
  }

  /// Likewise what layers with a window have of a findable block; false when all are held.
  boolean reviveWindow(Block home, Consumer<MemorySegment> filling) {
    return windows.revive(home, filling);
  }

  /// Whether some layers have a window.
  boolean hasWindow() {
    return shape.window() > 0;
  }

  /// The first block that is seen through the window from the beginning of block `number`.
  int firstSeen(int number) {
    return shape.firstSeen(number * KvBlock.POSITIONS);
  }

  /// All positions of the table's block `number` are computed: others may share it. When the same
  /// content is there already, the table takes that and its own copy is freed.
  void publish(BlockTable table, int number, int[] tokens) {
    enter(table, number, slice(tokens, number));
  }

  private void enter(BlockTable table, int number, int[] computed) {
    Block own = table.block(number);
    Block known = whole.enter(own, parent(table, number), computed, table.owner());
    if (known != own) {
      whole.hold(known, table.owner());
      table.replace(number, known);
      whole.drop(own);
    }
    if (shape.window() > 0) {
      windows.publish(table, number);
    }
  }

  private static long parent(BlockTable table, int number) {
    return number == 0 ? PrefixIndex.ROOT : table.block(number - 1).content;
  }

  /// Gives back what no position from the last full block before `computed` on sees.
  ///
  /// @param resumption a position from which another prompt may well go on
  void slide(BlockTable table, int computed, int resumption) {
    if (shape.window() > 0) {
      windows.slide(table, computed, resumption);
    }
  }

  /// Empties the table of a sequence that has computed so many positions. Full blocks stay findable
  /// until their room is needed, and the beginning of the last one to its owner, unless a block is
  /// there that begins alike.
  void leave(BlockTable table, int computed, int[] tokens) {
    int number = computed / KvBlock.POSITIONS;
    int[] rest = Arrays.copyOfRange(tokens, number * KvBlock.POSITIONS, computed);
    if (rest.length > 0 && !table.owner().equals(PrefixIndex.NOBODY)) {
      long parent = parent(table, number);
      Optional<Tail> alike = whole.nearest(parent, rest, table.owner(), this::isComplete);
      if (alike.map(Tail::positions).orElse(0) < rest.length) {
        enter(table, number, rest);
      }
    }
    release(table);
  }

  /// Empties the table. Full blocks stay findable until their room is needed.
  void release(BlockTable table) {
    while (table.endWindowed() > table.firstWindowed()) {
      windows.drop(table.removeLastWindowed(), Parting.LEFT);
    }
    table.beginWindowed(0);
    while (table.size() > 0) {
      whole.drop(table.removeLast());
    }
  }

  /// The tokens of the block of that number.
  static int[] slice(int[] tokens, int number) {
    int from = number * KvBlock.POSITIONS;
    return Arrays.copyOfRange(tokens, from, from + KvBlock.POSITIONS);
  }

  /// Checks that every block is free, cached, or held exactly as often as those tables say, and
  /// pinned as often as there are lineages for it.
  ///
  /// @throws IllegalStateException when one is not
  void checkIntegrity(Collection<BlockTable> tables) {
    whole.checkIntegrity(tables);
    windows.checkIntegrity(tables);
    pins.checkIntegrity();
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException("the block pool is damaged: " + otherwise);
    }
  }
}
