package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// All sequences in order of arrival, those that run and those that wait, and the cache blocks that
/// they compete for.
///
/// **Memory.** A sequence takes cache blocks as it grows, never in advance for tokens that it may
/// not come to say. One waits outside until its known tokens fit beside what the running ones need
/// and a block for each of those to grow into. When blocks run out all the same, cached prefixes
/// are evicted, least recently used first and pinned ones last, then the youngest running sequence
/// is preempted: it loses its blocks but keeps its tokens, its random generator and its place in
/// the order of arrival, and is computed again later, often from its own blocks that stayed cached.
/// The oldest always goes on, and one alone has room for its whole context, so everything comes to
/// an end.
///
/// **Sharing.** Full blocks can be shared from the moment they are computed. A sequence that begins
/// like one whose prompt is just being computed waits until the common part is there, instead of
/// computing it beside it: so the copies of a prompt in one request cost one prompt. Where a prompt
/// parts from an earlier one of its owner's within a block, or goes on behind the last that was
/// computed, it begins with a copy of that block, so that it computes but what is its own.
final class Sequences {

  /// What became of a search for blocks.
  enum Room {
    FOUND,
    /// The sequence was the youngest and had to make room itself.
    PREEMPTED,
    /// It runs alone and there is still no room, which only less memory than promised can cause.
    EXHAUSTED
  }

  private final BlockPool pool;
  private final int most;
  private final Tally tally;
  private final Spill spill;
  private final TreeMap<Long, Sequence> waiting = new TreeMap<>();
  private final TreeMap<Long, Sequence> running = new TreeMap<>();

  /// @param most how many may run side by side
  Sequences(BlockPool pool, int most, Tally tally, Spill spill) {
    this.pool = pool;
    this.most = most;
    this.tally = tally;
    this.spill = spill;
  }

  BlockPool pool() {
    return pool;
  }

  void add(Sequence sequence) {
    waiting.put(sequence.arrival(), sequence);
  }

  /// Gives its blocks back; what is computed of them stays findable, and pinned if it came to
  /// write.
  void remove(Sequence sequence) {
    running.remove(sequence.arrival());
    waiting.remove(sequence.arrival());
    if (sequence.computed() >= sequence.promptTokens()) {
      sequence.lineage().ifPresent(lineage -> pin(sequence, lineage));
    }
    leave(sequence);
    spill.forget(sequence);
  }

  private void pin(Sequence sequence, Lineage lineage) {
    pool.pins().pin(lineage, sequence.table(), sequence.computed(), sequence.promptTokens());
  }

  /// Pins nothing for that lineage any more.
  void forget(String owner, String lineage) {
    pool.pins().forget(owner, lineage);
  }

  private void leave(Sequence sequence) {
    pool.leave(sequence.table(), sequence.computed(), sequence.tokens());
  }

  boolean isEmpty() {
    return running.isEmpty() && waiting.isEmpty();
  }

  int runningCount() {
    return running.size();
  }

  /// How many running sequences have come to write.
  int writingCount() {
    int writing = 0;
    for (Sequence sequence : running.values()) {
      writing += sequence.length() > sequence.promptTokens() ? 1 : 0;
    }
    return writing;
  }

  int waitingCount() {
    return waiting.size();
  }

  Optional<Sequence> running(long arrival) {
    return Optional.ofNullable(running.get(arrival));
  }

  boolean isRunning(Sequence sequence) {
    return running.containsKey(sequence.arrival());
  }

  List<Sequence> everything() {
    List<Sequence> everything = new ArrayList<>(running.values());
    everything.addAll(waiting.values());
    return everything;
  }

  /// Those whose readers are gone.
  List<Sequence> closed() {
    List<Sequence> closed = everything();
    closed.removeIf(sequence -> !sequence.stream().closed());
    return closed;
  }

  /// How far each running sequence is, oldest first.
  List<Scheduler.Progress> progress() {
    List<Scheduler.Progress> progress = new ArrayList<>(running.size());
    for (Sequence sequence : running.values()) {
      progress.add(
          new Scheduler.Progress(sequence.arrival(), sequence.computed(), sequence.length()));
    }
    return progress;
  }

  /// Lets waiting sequences run, in order of arrival. One that waits for a prefix may be overtaken,
  /// one that waits for memory may not.
  void admit() {
    Iterator<Sequence> candidates = waiting.values().iterator();
    while (running.size() < most && candidates.hasNext()) {
      Sequence sequence = candidates.next();
      Prefix prefix = pool.prefix(sequence.tokens(), sequence.sharable(), sequence.table().owner());
      if (prefixIsUnderway(sequence, prefix.positions())) {
        continue;
      }
      if (!hasRoom(sequence, prefix.blocks())) {
        break;
      }
      if (spill.holdsBack(sequence, prefix.positions(), pool)) {
        continue;
      }
      candidates.remove();
      int cached = pool.share(prefix, sequence.table());
      if (sequence.begin(cached)) {
        tally.promptTokens += sequence.promptTokens();
        tally.cachedTokens += cached;
      }
      running.put(sequence.arrival(), sequence);
    }
  }

  private boolean prefixIsUnderway(Sequence sequence, int cached) {
    for (Sequence other : running.values()) {
      int shared = sequence.sharedWith(other);
      if (shared > cached && other.computed() < shared) {
        return true;
      }
    }
    return false;
  }

  private boolean hasRoom(Sequence sequence, List<Block> prefix) {
    int needed = KvBlock.countFor(sequence.reach());
    for (Block block : prefix) {
      needed -= block.references > 0 ? 1 : 0;
    }
    for (Sequence other : running.values()) {
      int missing = KvBlock.countFor(other.reach()) - other.table().size();
      needed += Math.max(0, missing) + 1;
    }
    return running.isEmpty() || needed <= pool.available();
  }

  /// Finds blocks for that many positions of a running sequence, at the cost of younger ones.
  Room makeRoom(Sequence sequence, int positions) {
    while (!pool.extend(sequence.table(), positions)) {
      if (running.size() == 1) {
        return Room.EXHAUSTED;
      }
      Sequence youngest = running.lastEntry().getValue();
      preempt(youngest);
      if (youngest == sequence) {
        return Room.PREEMPTED;
      }
    }
    return Room.FOUND;
  }

  /// Finds blocks for a draft behind those positions, at nobody's cost; false when there are none.
  boolean makeRoomForDraft(Sequence sequence, int positions) {
    return pool.extend(sequence.table(), positions);
  }

  private void preempt(Sequence sequence) {
    tally.preemptions++;
    running.remove(sequence.arrival());
    leave(sequence);
    sequence.rewind();
    waiting.put(sequence.arrival(), sequence);
  }

  /// The block is full and computed: others may share it.
  void publish(Sequence sequence, int block) {
    pool.publish(sequence.table(), block, sequence.tokens());
  }

  /// Lets the prompt's blocks outlive the memory of the cache.
  void keep(Sequence sequence) {
    spill.keep(sequence, pool);
  }

  /// Gives back what the window of the sequence has passed.
  void slide(Sequence sequence) {
    pool.slide(sequence.table(), sequence.computed(), sequence.promptTokens());
  }

  /// @throws IllegalStateException when a block is lost, leaked or counted wrongly
  void checkIntegrity() {
    List<BlockTable> tables = new ArrayList<>();
    for (Sequence sequence : everything()) {
      tables.add(sequence.table());
    }
    pool.checkIntegrity(tables);
  }
}
