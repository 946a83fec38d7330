package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.Logits;
import dev.ponder.model.Slice;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The state of the engine and the one step that changes it. Belongs to one thread.
///
/// **Memory.** A sequence takes cache blocks as it grows, never in advance for tokens that it may
/// not come to say. One waits outside until its known tokens fit beside what the running ones need
/// and a block for each of those to grow into. When blocks run out all the same, cached prefixes
/// are evicted, least recently used first, then the youngest running sequence is preempted: it
/// loses its blocks but keeps its tokens, its random generator and its place in the order of
/// arrival, and is computed again later, often from its own blocks that stayed cached. The oldest
/// always goes on, and one alone has room for its whole context, so everything comes to an end.
///
/// **Sharing.** Full blocks can be shared from the moment they are computed. A sequence that begins
/// like one whose prompt is just being computed waits until the common part is there, instead of
/// computing it beside it: so the copies of a prompt in one request cost one prompt.
///
/// **Failures.** What a constraint or a row of logits does wrong ends its own generation. When the
/// model fails, the generations of that step end; what they had computed is not shared.
final class EngineLoop {
  private static final Logger LOGGER = System.getLogger(EngineLoop.class.getName());

  /// What a sequence does in this step, its blocks at hand.
  private record Turn(Sequence sequence, int from, int to) {}

  private record Draw(Sequence sequence, TokenStep.Sampled sampled) {}

  private record Publication(TokenStream stream, TokenStep step) {}

  private final LanguageModel model;
  private final EngineOptions options;
  private final int stepTokens;
  private final Scores scores;
  private final TreeMap<Long, Sequence> waiting = new TreeMap<>();
  private final TreeMap<Long, Sequence> running = new TreeMap<>();
  private final List<Publication> publications = new ArrayList<>();
  private final Tally tally = new Tally();
  private BlockPool pool;
  private volatile EngineMetrics metrics;

  EngineLoop(LanguageModel model, EngineOptions options) {
    this.model = model;
    this.options = options;
    this.stepTokens = Math.min(options.stepTokens(), model.maxBatchTokens());
    this.scores = new Scores(model.config().vocabulary());
    this.pool = newPool();
    this.metrics = snapshot();
  }

  private BlockPool newPool() {
    return new BlockPool(() -> KvBlock.of(model.config()), options.kvBlocks());
  }

  void add(Sequence sequence) {
    waiting.put(sequence.arrival(), sequence);
  }

  /// Advances every running sequence; returns whether there is anything left to do.
  boolean step() {
    reap();
    admit();
    List<Turn> batch = reserve(plan());
    if (!batch.isEmpty()) {
      try {
        Logits logits = forward(batch);
        List<Draw> draws = sample(batch, logits);
        commit(batch, draws);
      } catch (Throwable failure) {
        fail(batch, failure);
      }
    }
    publish();
    return !running.isEmpty() || !waiting.isEmpty();
  }

  /// Drops the sequences whose readers are gone.
  private void reap() {
    List<Sequence> closed = new ArrayList<>();
    for (Sequence sequence : everything()) {
      if (sequence.stream().closed()) {
        closed.add(sequence);
      }
    }
    for (Sequence sequence : closed) {
      tally.cancelled++;
      end(sequence, new TokenStep.Broken("the generation was closed"));
    }
  }

  /// Lets waiting sequences run, in order of arrival. One that waits for a prefix may be overtaken,
  /// one that waits for memory may not.
  private void admit() {
    Iterator<Sequence> candidates = waiting.values().iterator();
    while (running.size() < options.maxSequences() && candidates.hasNext()) {
      Sequence sequence = candidates.next();
      List<Block> prefix = pool.prefix(sequence.tokens(), sequence.length() - 1);
      int cached = prefix.size() * KvBlock.POSITIONS;
      if (prefixIsUnderway(sequence, cached)) {
        continue;
      }
      if (!hasRoom(sequence, prefix)) {
        break;
      }
      candidates.remove();
      pool.share(prefix, sequence.table());
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
    int needed = EngineOptions.blocksFor(sequence.length() + 1);
    for (Block block : prefix) {
      needed -= block.references > 0 ? 1 : 0;
    }
    for (Sequence other : running.values()) {
      int missing = EngineOptions.blocksFor(other.length() + 1) - other.table().size();
      needed += Math.max(0, missing) + 1;
    }
    return running.isEmpty() || needed <= pool.available();
  }

  private StepPlan plan() {
    List<Scheduler.Progress> progress = new ArrayList<>(running.size());
    for (Sequence sequence : running.values()) {
      progress.add(
          new Scheduler.Progress(sequence.arrival(), sequence.computed(), sequence.length()));
    }
    return Scheduler.plan(progress, stepTokens);
  }

  /// Finds blocks for the plan, oldest sequence first; returns what of it can be done now.
  private List<Turn> reserve(StepPlan plan) {
    List<Turn> batch = new ArrayList<>(plan.work().size());
    for (StepPlan.Work work : plan.work()) {
      Sequence sequence = running.get(work.sequence());
      if (sequence != null && makeRoom(sequence, work.to())) {
        batch.add(new Turn(sequence, work.from(), work.to()));
      }
    }
    return batch;
  }

  private boolean makeRoom(Sequence sequence, int positions) {
    while (!pool.extend(sequence.table(), positions)) {
      if (running.size() == 1) {
        breakOff(sequence, "the memory for the cache is exhausted");
        return false;
      }
      Sequence youngest = running.lastEntry().getValue();
      preempt(youngest);
      if (youngest == sequence) {
        return false;
      }
    }
    return true;
  }

  private void preempt(Sequence sequence) {
    tally.preemptions++;
    running.remove(sequence.arrival());
    pool.release(sequence.table());
    sequence.rewind();
    waiting.put(sequence.arrival(), sequence);
  }

  private Logits forward(List<Turn> batch) {
    List<Slice> slices = new ArrayList<>(batch.size());
    int rows = 0;
    for (Turn turn : batch) {
      Slice slice = turn.sequence().slice(turn.to());
      slices.add(slice);
      rows += slice.logitRows();
    }
    Logits logits = model.forward(slices);
    if (logits.rows() != rows) {
      throw new IllegalStateException(
          "it gave %d rows of logits, not %d".formatted(logits.rows(), rows));
    }
    return logits;
  }

  private List<Draw> sample(List<Turn> batch, Logits logits) {
    List<Draw> draws = new ArrayList<>(logits.rows());
    int row = 0;
    for (Turn turn : batch) {
      Sequence sequence = turn.sequence();
      if (turn.to() == sequence.length()) {
        try {
          draws.add(new Draw(sequence, sequence.sampler().sample(logits, row++, scores)));
        } catch (SamplingException e) {
          LOGGER.log(Level.WARNING, "a generation broke off", e);
          breakOff(sequence, e.why());
        }
      }
    }
    return draws;
  }

  private void commit(List<Turn> batch, List<Draw> draws) {
    tally.steps++;
    for (Turn turn : batch) {
      tally.computedTokens += turn.to() - turn.from();
      if (isRunning(turn.sequence())) {
        turn.sequence().advance(turn.to());
        share(turn);
      }
    }
    for (Draw draw : draws) {
      append(draw.sequence(), draw.sampled());
    }
  }

  /// Publishes the blocks that this turn has filled.
  private void share(Turn turn) {
    int full = turn.to() / KvBlock.POSITIONS;
    for (int block = turn.from() / KvBlock.POSITIONS; block < full; block++) {
      pool.publish(turn.sequence().table(), block, turn.sequence().tokens());
    }
  }

  private boolean isRunning(Sequence sequence) {
    return running.containsKey(sequence.arrival());
  }

  private void append(Sequence sequence, TokenStep.Sampled sampled) {
    tally.sampledTokens++;
    Optional<TokenStep.Cause> cause = sequence.append(sampled.token());
    if (cause.isEmpty() || cause.get() != TokenStep.Cause.STOP_TOKEN) {
      publications.add(new Publication(sequence.stream(), sampled));
    }
    if (cause.isPresent()) {
      tally.ended++;
      end(sequence, sequence.ending(cause.get()));
    }
  }

  private void fail(List<Turn> batch, Throwable failure) {
    LOGGER.log(Level.ERROR, "the model failed in a step of " + batch.size(), failure);
    for (Turn turn : batch) {
      if (isRunning(turn.sequence())) {
        breakOff(turn.sequence(), "the model failed: " + failure);
      }
    }
  }

  private void breakOff(Sequence sequence, String why) {
    tally.broken++;
    end(sequence, new TokenStep.Broken(why));
  }

  private void end(Sequence sequence, TokenStep ending) {
    running.remove(sequence.arrival());
    waiting.remove(sequence.arrival());
    pool.release(sequence.table());
    publications.add(new Publication(sequence.stream(), ending));
  }

  /// Lets readers see what happened; by then the metrics tell it too and the blocks are back.
  private void publish() {
    metrics = snapshot();
    for (Publication publication : publications) {
      publication.stream().put(publication.step());
    }
    publications.clear();
  }

  EngineMetrics metrics() {
    return metrics;
  }

  private EngineMetrics snapshot() {
    return new EngineMetrics(
        tally.steps,
        tally.computedTokens,
        tally.promptTokens,
        tally.cachedTokens,
        tally.sampledTokens,
        tally.ended,
        tally.broken,
        tally.cancelled,
        0,
        tally.preemptions,
        running.size(),
        waiting.size(),
        pool.available(),
        pool.capacity());
  }

  /// Ends every generation, in an orderly way.
  void stop(String why) {
    for (Sequence sequence : everything()) {
      breakOff(sequence, why);
    }
    publish();
  }

  /// Ends every generation after a failure of the loop itself, and starts over with an empty cache,
  /// since nothing is known about the state of the old one.
  void abandon(Throwable failure) {
    LOGGER.log(Level.ERROR, "a step of the engine failed; its cache is dropped", failure);
    List<Sequence> everything = everything();
    running.clear();
    waiting.clear();
    pool = newPool();
    for (Sequence sequence : everything) {
      tally.broken++;
      TokenStep broken = new TokenStep.Broken("the engine failed: " + failure);
      publications.add(new Publication(sequence.stream(), broken));
    }
    publish();
  }

  private List<Sequence> everything() {
    List<Sequence> everything = new ArrayList<>(running.values());
    everything.addAll(waiting.values());
    return everything;
  }

  /// Blocks whose content could be reused right now.
  int cachedBlocks() {
    return pool.cached();
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
