package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import dev.ponder.model.KvSpan;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.ModelConfig;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/// Keeps the beginnings of prompts in a [PrefixStore].
///
/// **Out.** Once a prompt is computed, its full blocks are noted, and copied a few with each step
/// as the [Carrier] has room; one that was evicted before its turn is left out. Answers are not
/// written: as far as they matter, they are part of the next prompt. Of layers with a window, what
/// is seen from the prompt's end is kept, and from a block before it.
///
/// **In.** A sequence waits for what the store has of its prompt beyond memory, if that is worth it
/// ([#LEAST_TOKENS]) and quicker than computing, as far as both speeds are known; and no longer
/// than computing would take. Others overtake it. What came is found by the ordinary search for a
/// prefix, so it counts as cached exactly if it was not computed.
final class DiskSpill implements Spill {

  /// Fewer positions are neither kept nor waited for.
  static final int LEAST_TOKENS = 256;

  private static final int MOST_NOTES = 8192;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LEAST_PATIENCE = Duration.ofMillis(250);
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(5);
  private static final Duration REST = Duration.ofMillis(10);

  /// How much a new measurement counts.
  private static final double WEIGHT = 0.25;

  /// What a slow disk is forgiven each time that it is passed over, so that it is tried again.
  private static final double FORGIVENESS = 0.9;

  /// A block to be written, if it holds by then what it held.
  private record Note(Wanted part, Block block, long content, Instant used) {}

  private final PrefixStore store;
  private final PrefixName root;
  private final Carrier carrier;
  private final Queue<Note> notes = new ArrayDeque<>();
  private final Map<Sequence, Restoration> restorations = new LinkedHashMap<>();
  private double tokenNanos;
  private double readNanos;
  private int allowance;

  private DiskSpill(PrefixStore store, PrefixName root, Carrier carrier) {
    this.store = store;
    this.root = root;
    this.carrier = carrier;
  }

  /// One for that model, which was told how long sequences will be.
  static DiskSpill of(PrefixShelf shelf, LanguageModel model) {
    ModelConfig config = model.config();
    String identity = String.join("\n", shelf.identity(), config.toString(), model.variant());
    return new DiskSpill(
        shelf.store(), PrefixName.root(identity), new Carrier(shelf.store(), config));
  }

  @Override
  public boolean holdsBack(Sequence sequence, int cached, BlockPool pool) {
    if (restorations.containsKey(sequence) || isUnderway(sequence, cached)) {
      return true;
    }
    if (sequence.sharable() - cached < LEAST_TOKENS || sequence.seek()) {
      return false;
    }
    Restoration.Route route = Restoration.Route.of(sequence, root, store, pool);
    int gain = route.positions() - cached;
    return gain >= LEAST_TOKENS
        && !isSlow(route.wanted().size(), gain)
        && begin(sequence, new Restoration(route, System.nanoTime() + patience(gain)), pool);
  }

  private boolean begin(Sequence sequence, Restoration restoration, BlockPool pool) {
    if (!carrier.get(restoration.fetch())) {
      return false;
    }
    restoration.refresh(pool);
    restorations.put(sequence, restoration);
    return true;
  }

  /// Whether another waits for what this one could use.
  private boolean isUnderway(Sequence sequence, int cached) {
    for (Map.Entry<Sequence, Restoration> each : restorations.entrySet()) {
      int coming = each.getValue().route().positions();
      if (Math.min(sequence.sharedWith(each.getKey()), coming) > cached) {
        return true;
      }
    }
    return false;
  }

  private boolean isSlow(int files, int gain) {
    boolean slow = tokenNanos > 0 && files * readNanos > gain * tokenNanos;
    readNanos *= slow ? FORGIVENESS : 1;
    return slow;
  }

  private long patience(int gain) {
    return tokenNanos == 0
        ? PATIENCE.toNanos()
        : Math.max(LEAST_PATIENCE.toNanos(), (long) (gain * tokenNanos));
  }

  @Override
  public void keep(Sequence sequence, BlockPool pool) {
    int blocks = sequence.promptTokens() / KvBlock.POSITIONS;
    if (blocks * KvBlock.POSITIONS < LEAST_TOKENS || sequence.pool().isPresent()) {
      return;
    }
    Instant now = store.now();
    List<PrefixName> names = new ArrayList<>();
    List<PrefixName> windows = new ArrayList<>();
    int firstWindow = pool.hasWindow() ? pool.firstSeen(blocks - 1) : blocks;
    for (PrefixName name = root; names.size() < blocks; names.add(name)) {
      name = name.next(sequence.tokens());
      if (name.number() >= firstWindow) {
        windows.add(name.windowed());
      }
    }
    // These first, since their blocks are wanted back soonest.
    for (PrefixName name : windows) {
      note(sequence, name, KvSpan.WINDOW, now);
    }
    for (PrefixName name : names) {
      note(sequence, name, KvSpan.WHOLE, now);
    }
    names.addAll(windows);
    carrier.touch(names, now);
  }

  private void note(Sequence sequence, PrefixName name, KvSpan span, Instant now) {
    if (!store.has(name) && notes.size() < MOST_NOTES) {
      Block block = sequence.table().block(name.number());
      int[] tokens = BlockPool.slice(sequence.tokens(), name.number());
      notes.add(new Note(new Wanted(name, span, tokens), block, block.content, now));
    }
  }

  @Override
  public void tend(BlockPool pool) {
    carrier.attend();
    for (Optional<Carrier.Arrival> next = carrier.poll(); next.isPresent(); next = carrier.poll()) {
      takeIn(next.get(), pool);
    }
    giveUpLate(pool);
    // In proportion to what was computed, so that copying never takes a share worth speaking of.
    for (int left = allowance; left > 0 && !notes.isEmpty() && carrier.hasBlank(); left--) {
      handOut(notes.remove());
    }
    allowance = Integer.MAX_VALUE;
  }

  private void takeIn(Carrier.Arrival arrival, BlockPool pool) {
    Optional<Restoration> restoration = restoration(arrival.fetch());
    switch (arrival) {
      case Carrier.Arrival.Delivered(_, Wanted wanted, Parcel parcel, long nanos) -> {
        readNanos = averaged(readNanos, nanos);
        if (restoration.isPresent() && !restoration.get().place(wanted, parcel, pool)) {
          end(restoration.get(), pool);
        }
        carrier.recycle(parcel);
      }
      case Carrier.Arrival.Over _ -> restoration.ifPresent(waited -> end(waited, pool));
    }
  }

  private Optional<Restoration> restoration(Carrier.Fetch fetch) {
    for (Restoration each : restorations.values()) {
      if (each.fetch() == fetch) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private void giveUpLate(BlockPool pool) {
    long now = System.nanoTime();
    for (Restoration restoration : List.copyOf(restorations.values())) {
      if (restoration.isLate(now)) {
        end(restoration, pool);
      }
    }
  }

  private void end(Restoration restoration, BlockPool pool) {
    restorations.values().remove(restoration);
    restoration.end(pool);
    carrier.touch(restoration.route().names(), store.now());
  }

  private void handOut(Note note) {
    Block block = note.block();
    if (block.content != note.content() || store.has(note.part().name())) {
      return;
    }
    Optional<MemorySegment> content =
        switch (note.part().span()) {
          case WHOLE -> Optional.of(block.kv().memory());
          case WINDOW -> block.window().map(part -> part.kv().memory());
        };
    content.ifPresent(memory -> carrier.put(note.part(), memory, note.used()));
  }

  @Override
  public void took(int tokens, long nanos) {
    allowance = Math.max(1, tokens / KvBlock.POSITIONS);
    // Steps of a few tokens read all the weights for them and say little of prompts.
    if (tokens >= KvBlock.POSITIONS) {
      tokenNanos = averaged(tokenNanos, (double) nanos / tokens);
    }
  }

  private static double averaged(double before, double measured) {
    return before == 0 ? measured : before + WEIGHT * (measured - before);
  }

  @Override
  public void forget(Sequence sequence) {
    Restoration restoration = restorations.remove(sequence);
    if (restoration != null) {
      restoration.fetch().cancel();
    }
  }

  @Override
  public void rest() {
    if (!carrier.hasArrivals()) {
      LockSupport.parkNanos(this, REST.toNanos());
      // A pending interrupt would turn parking into spinning.
      Thread.interrupted();
    }
  }

  @Override
  public boolean isAsking() {
    return carrier.hasArrivals() || (!notes.isEmpty() && carrier.hasBlank());
  }

  @Override
  public void reset() {
    restorations.values().forEach(restoration -> restoration.fetch().cancel());
    restorations.clear();
    notes.clear();
  }

  @Override
  public void close() {
    long deadline = System.nanoTime() + LONGEST_CLOSING.toNanos();
    carrier.attend();
    while (!notes.isEmpty() && System.nanoTime() - deadline < 0) {
      if (carrier.hasBlank()) {
        handOut(notes.remove());
      } else {
        rest();
      }
    }
    reset();
    carrier.close();
  }
}
