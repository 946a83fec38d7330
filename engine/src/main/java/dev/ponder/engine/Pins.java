package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is kept of chains of answers for their next turns: each [Lineage] pins the whole blocks of
/// its last sequence, and of layers with a window what is seen from the end of that sequence and of
/// its prompt.
///
/// Pinned blocks that nobody holds are evicted only when all others are gone, a lineage at a time.
/// So a pinned block can be found, and so can all before it. Pins take no room from sequences, and
/// what is found does not depend on whose the pins are.
///
/// **Bounds.** Half of the blocks of either pool, and [#MOST_LINEAGES]. The lineage that is longest
/// unused gives way; but where one owner has pinned more than half of that, the longest unused of
/// that owner's does, so that no one owner drives out what all others keep. An owner answers for
/// the blocks that nobody had pinned before.
///
/// Blocks are counted as a tree is: a lineage counts for its last block only, and a pinned block
/// for the one before it. So forks of a long beginning cost no more than what is their own.
///
/// The two tiers are those of a segmented cache: Karedla, Love, and Wherry, "Caching strategies to
/// improve disk system performance", 1994.
final class Pins {
  static final int MOST_LINEAGES = 4096;

  private record Name(String owner, String id) {}

  /// @param amount what was not pinned before
  private record Pin(Name name, Block end, List<WindowBlock> windows, Amount amount) {}

  /// How much is pinned.
  record Amount(int lineages, int blocks, int windowBlocks) {
    static final Amount NONE = new Amount(0, 0, 0);

    Amount plus(Amount other) {
      return new Amount(
          lineages + other.lineages, blocks + other.blocks, windowBlocks + other.windowBlocks);
    }

    Amount minus(Amount other) {
      return plus(new Amount(-other.lineages, -other.blocks, -other.windowBlocks));
    }

    Amount half() {
      return new Amount(lineages / 2, blocks / 2, windowBlocks / 2);
    }

    /// Whether there is more of anything.
    boolean exceeds(Amount bound) {
      return lineages > bound.lineages
          || blocks > bound.blocks
          || windowBlocks > bound.windowBlocks;
    }
  }

  private final PoolShape shape;
  private final WholePool whole;
  private final WindowPool windows;

  /// The longest unused first.
  private final LinkedHashMap<Name, Pin> pins = new LinkedHashMap<>();

  private final Map<String, Amount> shares = new HashMap<>();
  private int blocks;
  private int windowBlocks;

  Pins(PoolShape shape, WholePool whole, WindowPool windows) {
    this.shape = shape;
    this.whole = whole;
    this.windows = windows;
  }

  /// How much is pinned in all.
  Amount total() {
    return new Amount(pins.size(), blocks, windowBlocks);
  }

  /// As much as may be.
  private Amount bound() {
    return new Amount(MOST_LINEAGES, whole.capacity() / 2, windows.capacity() / 2);
  }

  /// Keeps what a sequence leaves, in place of what was kept for the one that it goes on; of a
  /// sequence too long for the bound, its beginning.
  ///
  /// @param table holds the sequence still, of which so many positions are computed
  /// @param resumption the end of its prompt, from which another may go on as well
  void pin(Lineage lineage, BlockTable table, int computed, int resumption) {
    lineage.previous().ifPresent(id -> forget(table.owner(), id));
    forget(table.owner(), lineage.own());
    int end = Math.min(computed / KvBlock.POSITIONS, bound().blocks());
    if (end == 0) {
      return;
    }
    List<WindowBlock> parts = seen(table, end, resumption);
    Amount added = new Amount(1, pinBlocks(table, end), pinWindows(parts));
    Name name = new Name(table.owner(), lineage.own());
    pins.put(name, new Pin(name, table.block(end - 1), parts, added));
    shares.merge(name.owner(), added, Amount::plus);
    while (total().exceeds(bound())) {
      giveWay();
    }
  }

  /// Keeps nothing for that lineage any more.
  void forget(String owner, String id) {
    Optional.ofNullable(pins.get(new Name(owner, id))).ifPresent(this::lift);
  }

  /// Lets go of one lineage, of which there must be one: what it alone has pinned counts as just
  /// used like any other prefix.
  void giveWay() {
    BlockPool.require(!pins.isEmpty(), "blocks are pinned for nobody");
    lift(first());
  }

  /// The next to give way; the newest only when it is the last.
  private Pin first() {
    Amount most = bound().half();
    Pin newest = pins.lastEntry().getValue();
    for (Pin pin : pins.values()) {
      if (pin != newest && share(pin.name().owner()).exceeds(most)) {
        return pin;
      }
    }
    return pins.firstEntry().getValue();
  }

  private Amount share(String owner) {
    return shares.getOrDefault(owner, Amount.NONE);
  }

  /// What layers with a window need at the end and about the resumption, if that is not too much.
  private List<WindowBlock> seen(BlockTable table, int end, int resumption) {
    if (shape.window() == 0) {
      return List.of();
    }
    Set<Integer> numbers = new LinkedHashSet<>();
    for (int i = shape.firstSeen(end * KvBlock.POSITIONS); i < end; i++) {
      numbers.add(i);
    }
    for (int i = shape.firstResumed(resumption); i < resumption / KvBlock.POSITIONS; i++) {
      numbers.add(i);
    }
    List<WindowBlock> seen = new ArrayList<>();
    for (int number : numbers) {
      if (number < end) {
        table.block(number).window().ifPresent(seen::add);
      }
    }
    return seen.size() <= bound().windowBlocks() ? List.copyOf(seen) : List.of();
  }

  private int pinBlocks(BlockTable table, int end) {
    int before = blocks;
    for (int number = end - 1; number >= 0 && table.block(number).pins++ == 0; number--) {
      if (number > 0) {
        table.block(number).before = table.block(number - 1);
      }
      blocks++;
    }
    return blocks - before;
  }

  private int pinWindows(List<WindowBlock> parts) {
    int before = windowBlocks;
    for (WindowBlock part : parts) {
      windowBlocks += part.pins++ == 0 ? 1 : 0;
      windows.touch(part);
    }
    return windowBlocks - before;
  }

  private void lift(Pin pin) {
    String owner = pin.name().owner();
    pins.remove(pin.name());
    shares.computeIfPresent(
        owner,
        (_, share) -> {
          Amount left = share.minus(pin.amount());
          return left.lineages() == 0 ? null : left;
        });
    liftWindows(pin.windows());
    liftBlocks(pin.end());
  }

  private void liftWindows(List<WindowBlock> parts) {
    for (WindowBlock part : parts) {
      if (--part.pins == 0) {
        windowBlocks--;
        windows.touch(part);
      }
    }
  }

  private void liftBlocks(Block end) {
    @Nullable Block next = end;
    while (next != null && --next.pins == 0) {
      Block before = next.before;
      next.before = null;
      blocks--;
      whole.touch(next);
      next = before;
    }
  }

  /// Checks that every block is pinned exactly as often as the lineages say.
  ///
  /// @throws IllegalStateException when one is not
  void checkIntegrity() {
    Map<Block, Integer> counts = new HashMap<>();
    Map<WindowBlock, Integer> windowCounts = new HashMap<>();
    Map<String, Integer> owners = new HashMap<>();
    for (Pin pin : pins.values()) {
      count(pin.end(), counts);
      pin.windows().forEach(part -> windowCounts.merge(part, 1, Integer::sum));
      owners.merge(pin.name().owner(), 1, Integer::sum);
    }
    counts.forEach((block, count) ->
        BlockPool.require(block.pins == count, block + " is pinned but counts wrongly"));
    windowCounts.forEach((part, count) ->
        BlockPool.require(part.pins == count, "a window block is pinned but counts wrongly"));
    whole.checkPinned(counts.keySet());
    windows.checkPinned(windowCounts.keySet());
    Amount counted = new Amount(pins.size(), counts.size(), windowCounts.size());
    BlockPool.require(counted.equals(total()), "%s is not %s".formatted(total(), counted));
    BlockPool.require(
        shares.keySet().equals(owners.keySet())
            && owners.entrySet().stream()
                .allMatch(each -> share(each.getKey()).lineages() == each.getValue()),
        "owners' shares of the pins are wrong");
  }

  private static void count(Block end, Map<Block, Integer> counts) {
    @Nullable Block next = end;
    while (next != null && counts.merge(next, 1, Integer::sum) == 1) {
      next = next.before;
    }
  }
}
