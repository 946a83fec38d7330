package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import dev.ponder.model.KvMemory;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.Logits;
import dev.ponder.model.Slice;
import dev.ponder.model.States;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The state of the engine and the one step that changes it. Belongs to one thread.
///
/// **Failures.** What a constraint or a row of logits does wrong ends its own generation. When the
/// model fails, the generations of that step end; what they had computed is not shared.
final class EngineLoop {
  private static final Logger LOGGER = System.getLogger(EngineLoop.class.getName());

  /// The end of a generation that the engine did not live to end; made before memory is short.
  static final TokenStep LOST = new TokenStep.Broken("the engine failed and could not recover");

  /// What a sequence does in this step, its blocks at hand.
  private record Turn(Sequence sequence, int from, int to) {
    int tokens() {
      return to - from;
    }
  }

  private record Draw(Sequence sequence, TokenStep.Sampled sampled) {}

  private final LanguageModel model;
  private final EngineOptions options;
  private final Pace pace;
  private final Scores scores;
  private final Outbox outbox = new Outbox();
  private final Tally tally = new Tally();
  private KvMemory memory;
  private Sequences sequences;
  private volatile EngineMetrics metrics;

  EngineLoop(LanguageModel model, EngineOptions options) {
    this.model = model;
    this.options = options;
    this.pace =
        new Pace(options.stepTime(), Math.min(options.stepTokens(), model.maxBatchTokens()));
    this.scores = new Scores(model.config().vocabulary());
    this.memory = new KvMemory(model.config());
    this.sequences = newSequences(memory);
    this.metrics = tally.metrics(sequences);
  }

  private Sequences newSequences(KvMemory memory) {
    BlockPool pool = new BlockPool(memory::allocate, PoolShape.of(options, model.config()));
    return new Sequences(pool, options.maxSequences(), tally);
  }

  void add(Sequence sequence) {
    sequences.add(sequence);
  }

  /// Advances every running sequence; returns whether there is anything left to do.
  boolean step() {
    reap();
    sequences.admit();
    int budget = pace.tokens(sequences.runningCount(), sequences.writingCount());
    List<Turn> batch = reserve(Scheduler.plan(sequences.progress(), budget));
    if (!batch.isEmpty()) {
      compute(batch);
    }
    publish();
    return !sequences.isEmpty();
  }

  private void compute(List<Turn> batch) {
    long start = System.nanoTime();
    try {
      commit(batch, sample(batch, forward(batch)));
    } catch (Throwable failure) {
      fail(batch, failure);
    }
    pace.took(batch.stream().mapToInt(Turn::tokens).sum(), System.nanoTime() - start);
  }

  private void reap() {
    for (Sequence sequence : sequences.closed()) {
      tally.cancelled++;
      end(sequence, new TokenStep.Broken("the generation was closed"));
    }
  }

  /// Finds blocks for the plan, oldest sequence first; returns what of it can be done now.
  private List<Turn> reserve(StepPlan plan) {
    List<Turn> batch = new ArrayList<>(plan.work().size());
    for (StepPlan.Work work : plan.work()) {
      Optional<Sequence> sequence = sequences.running(work.sequence());
      if (sequence.isPresent()) {
        switch (sequences.makeRoom(sequence.get(), work.to())) {
          case FOUND -> batch.add(new Turn(sequence.get(), work.from(), work.to()));
          case PREEMPTED -> {}
          case EXHAUSTED -> breakOff(sequence.get(), "the memory for the cache is exhausted");
        }
      }
    }
    return batch;
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
    pool(batch, model.states());
    return logits;
  }

  private static void pool(List<Turn> batch, States states) {
    int row = 0;
    for (Turn turn : batch) {
      int rows = turn.sequence().statesWanted(turn.to());
      if (row + rows > states.rows()) {
        throw new IllegalStateException("it gave only %d states".formatted(states.rows()));
      }
      int first = row;
      turn.sequence().pool().ifPresent(pool -> pool.add(states, first, rows));
      row += rows;
    }
  }

  private List<Draw> sample(List<Turn> batch, Logits logits) {
    List<Draw> draws = new ArrayList<>(logits.rows());
    int row = 0;
    for (Turn turn : batch) {
      Sequence sequence = turn.sequence();
      if (sequence.pool().isEmpty() && turn.to() == sequence.length()) {
        try {
          draws.add(new Draw(sequence, sequence.sampler().sample(logits, row++, scores)));
        } catch (SamplingException e) {
          breakOff(sequence, e);
        }
      }
    }
    return draws;
  }

  private void commit(List<Turn> batch, List<Draw> draws) {
    tally.steps++;
    for (Turn turn : batch) {
      tally.computedTokens += turn.tokens();
      if (sequences.isRunning(turn.sequence())) {
        turn.sequence().advance(turn.to());
        share(turn);
        sequences.slide(turn.sequence());
        endIfPooled(turn);
      }
    }
    for (Draw draw : draws) {
      append(draw.sequence(), draw.sampled());
      force(draw.sequence());
    }
  }

  private void endIfPooled(Turn turn) {
    Sequence sequence = turn.sequence();
    if (sequence.pool().isPresent() && turn.to() == sequence.length()) {
      tally.ended++;
      end(sequence, sequence.ending(TokenStep.Cause.MAX_TOKENS));
    }
  }

  /// Publishes the blocks that this turn has filled.
  private void share(Turn turn) {
    int full = turn.to() / KvBlock.POSITIONS;
    for (int block = turn.from() / KvBlock.POSITIONS; block < full; block++) {
      sequences.publish(turn.sequence(), block);
    }
  }

  private void append(Sequence sequence, TokenStep.Sampled sampled) {
    tally.sampledTokens++;
    Optional<TokenStep.Cause> cause = sequence.append(sampled.token());
    if (cause.isEmpty() || cause.get() != TokenStep.Cause.STOP_TOKEN) {
      outbox.add(sequence.stream(), sampled);
    }
    if (cause.isPresent()) {
      tally.ended++;
      end(sequence, sequence.ending(cause.get()));
    }
  }

  /// Adds the tokens that must follow, for the next step to compute together. No more than it
  /// computes in one go, lest the others wait for a constraint with much to say.
  private void force(Sequence sequence) {
    try {
      for (int i = 0; i < Scheduler.CHUNK && sequences.isRunning(sequence); i++) {
        Optional<TokenStep.Sampled> forced = sequence.sampler().forced(scores.values().length);
        if (forced.isEmpty()) {
          return;
        }
        append(sequence, forced.get());
      }
    } catch (SamplingException e) {
      breakOff(sequence, e);
    }
  }

  private void fail(List<Turn> batch, Throwable failure) {
    LOGGER.log(Level.ERROR, "the model failed in a step of " + batch.size(), failure);
    for (Turn turn : batch) {
      if (sequences.isRunning(turn.sequence())) {
        breakOff(turn.sequence(), "the model failed: " + failure);
      }
    }
  }

  private void breakOff(Sequence sequence, SamplingException failure) {
    LOGGER.log(Level.WARNING, "a generation broke off", failure);
    breakOff(sequence, failure.why());
  }

  private void breakOff(Sequence sequence, String why) {
    tally.broken++;
    end(sequence, new TokenStep.Broken(why));
  }

  private void end(Sequence sequence, TokenStep ending) {
    // At no time in neither place, or a failure in between would leave a reader waiting for ever.
    outbox.add(sequence.stream(), ending);
    sequences.remove(sequence);
  }

  /// Lets readers see what happened; by then the metrics tell it too and the blocks are back.
  private void publish() {
    metrics = tally.metrics(sequences);
    outbox.deliver();
  }

  EngineMetrics metrics() {
    return metrics;
  }

  /// Ends every generation, in an orderly way.
  void stop(String why) {
    for (Sequence sequence : sequences.everything()) {
      breakOff(sequence, why);
    }
    publish();
  }

  /// Ends every generation after a failure of the loop itself, and starts over with an empty cache,
  /// since nothing is known about the state of the old one.
  void abandon(Throwable failure) {
    LOGGER.log(Level.ERROR, "a step of the engine failed; its cache is dropped", failure);
    TokenStep broken = new TokenStep.Broken("the engine failed: " + failure);
    KvMemory lost = memory;
    KvMemory fresh = new KvMemory(model.config());
    Sequences empty = newSequences(fresh);
    for (Sequence sequence : sequences.everything()) {
      tally.broken++;
      outbox.add(sequence.stream(), broken);
    }
    sequences = empty;
    memory = fresh;
    lost.close();
    publish();
  }

  /// The last resort when even [#abandon] or [#stop] failed: ends what readers may still wait for.
  /// Of two ends a reader sees the first.
  void breakWhatIsLeft() {
    outbox.deliverInstead(LOST);
    for (Sequence sequence : sequences.everything()) {
      sequence.stream().put(LOST);
    }
  }

  /// Gives the memory of the cache back. Nothing may be computed any more.
  void close() {
    memory.close();
  }

  /// What runs and waits, for tests.
  Sequences sequences() {
    return sequences;
  }

  /// @throws IllegalStateException when a block is lost, leaked or counted wrongly
  void checkIntegrity() {
    sequences.checkIntegrity();
  }
}
