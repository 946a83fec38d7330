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

/// The state machine of the engine: what it holds and the one step that changes it, in one file to
/// be read in one go. Belongs to one thread.
///
/// **Failures.** What a constraint or a row of logits does wrong ends its own generation. When the
/// model fails, the generations of that step end; what they had computed is not shared.
final class EngineLoop {
  private static final int[] NO_DRAFT = {};
  private static final Logger LOGGER = System.getLogger(EngineLoop.class.getName());

  /// The end of a generation that the engine did not live to end; made before memory is short.
  static final TokenStep LOST = new TokenStep.Broken("the engine failed and could not recover");

  private final LanguageModel model;
  private final EngineOptions options;
  private final Pace pace;
  private final Scores scores;
  private final Drafting drafting;
  private final Outbox outbox = new Outbox();
  private final Tally tally = new Tally();
  private final Spill spill;
  private final List<Runnable> forgotten = new ArrayList<>();
  private KvMemory memory;
  private Sequences sequences;
  private volatile EngineMetrics metrics;

  EngineLoop(LanguageModel model, EngineOptions options, Spill spill) {
    this.model = model;
    this.options = options;
    this.spill = spill;
    int stepTokens = Math.min(options.stepTokens(), model.maxBatchTokens());
    this.pace = new Pace(options.stepTime(), stepTokens);
    this.drafting = new Drafting(options.draftTokens(), stepTokens);
    this.scores = new Scores(model.config().vocabulary());
    this.memory = new KvMemory(model.config());
    this.sequences = newSequences(memory);
    this.metrics = tally.metrics(sequences);
  }

  private Sequences newSequences(KvMemory memory) {
    BlockPool pool = new BlockPool(memory::allocate, PoolShape.of(options, model.config()));
    return new Sequences(pool, options.maxSequences(), tally, spill);
  }

  void add(Sequence sequence) {
    sequences.add(sequence);
  }

  /// Keeps nothing for that lineage from the next step on.
  void forget(String owner, String lineage) {
    forgotten.add(() -> sequences.forget(owner, lineage));
  }

  /// Advances every running sequence; returns whether there is anything left to do.
  boolean step() {
    reap();
    forget();
    spill.tend(sequences.pool());
    sequences.admit();
    int budget = pace.tokens(sequences.runningCount(), sequences.writingCount());
    List<Turn> batch = reserve(Scheduler.plan(sequences.progress(), budget));
    if (!batch.isEmpty()) {
      compute(drafting.drafted(batch, sequences));
    } else if (!sequences.isEmpty()) {
      spill.rest();
    }
    publish();
    return !sequences.isEmpty();
  }

  private void compute(List<Turn> batch) {
    long start = System.nanoTime();
    long sampled = tally.sampledTokens;
    int tokens = batch.stream().mapToInt(Turn::tokens).sum();
    boolean written = batch.stream().allMatch(Turn::writes);
    try {
      commit(drawn(batch, forward(batch)));
    } catch (Throwable failure) {
      fail(batch, failure);
    }
    long nanos = System.nanoTime() - start;
    pace.took(tokens, nanos);
    spill.took(tokens, nanos);
    if (written) {
      drafting.took(batch, tally.sampledTokens - sampled, nanos);
    }
  }

  private void reap() {
    for (Sequence sequence : sequences.closed()) {
      tally.cancelled++;
      end(sequence, new TokenStep.Broken("the generation was closed"));
    }
  }

  /// After what was closed by then has pinned what it had.
  private void forget() {
    forgotten.forEach(Runnable::run);
    forgotten.clear();
  }

  /// Finds blocks for the plan, oldest sequence first; returns what of it can be done now.
  private List<Turn> reserve(StepPlan plan) {
    List<Turn> batch = new ArrayList<>(plan.work().size());
    for (StepPlan.Work work : plan.work()) {
      Optional<Sequence> sequence = sequences.running(work.sequence());
      if (sequence.isPresent()) {
        switch (sequences.makeRoom(sequence.get(), work.to())) {
          case FOUND -> batch.add(new Turn(sequence.get(), work.from(), work.to(), NO_DRAFT));
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
      Slice slice = turn.sequence().slice(turn);
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

  private List<Drawn> drawn(List<Turn> batch, Logits logits) {
    List<Drawn> drawn = new ArrayList<>(batch.size());
    int row = 0;
    for (Turn turn : batch) {
      drawn.add(Drawn.of(turn, logits, row, scores));
      row += turn.rows();
    }
    return drawn;
  }

  private void commit(List<Drawn> step) {
    tally.steps++;
    for (Drawn drawn : step) {
      commit(drawn);
    }
  }

  private void commit(Drawn drawn) {
    Turn turn = drawn.turn();
    Sequence sequence = turn.sequence();
    tally.computedTokens += turn.tokens();
    learn(drawn);
    Optional<TokenStep.Cause> cause = Optional.empty();
    for (TokenStep.Sampled sampled : drawn.tokens()) {
      cause = append(sequence, sampled);
    }
    sequence.advance(drawn.to());
    share(drawn);
    if (turn.from() < sequence.promptTokens() && sequence.promptTokens() <= drawn.to()) {
      sequences.keep(sequence);
    }
    sequences.slide(sequence);
    if (drawn.failure().isPresent()) {
      breakOff(sequence, drawn.failure().get());
    } else if (cause.isPresent() || isPooled(drawn)) {
      finish(sequence, cause.orElse(TokenStep.Cause.MAX_TOKENS));
    } else if (!drawn.tokens().isEmpty()) {
      force(sequence);
    }
  }

  private void learn(Drawn drawn) {
    int drafted = drawn.turn().draft().length;
    tally.draftedTokens += drafted;
    tally.acceptedTokens += drawn.accepted();
    if (drafted > 0) {
      drawn.turn().sequence().speculation().learn(drafted, drawn.accepted());
    }
  }

  private static boolean isPooled(Drawn drawn) {
    Sequence sequence = drawn.turn().sequence();
    return sequence.pool().isPresent() && drawn.to() == sequence.length();
  }

  /// Publishes the blocks that this turn has filled.
  private void share(Drawn drawn) {
    int full = drawn.to() / KvBlock.POSITIONS;
    for (int block = drawn.turn().from() / KvBlock.POSITIONS; block < full; block++) {
      sequences.publish(drawn.turn().sequence(), block);
    }
  }

  private Optional<TokenStep.Cause> append(Sequence sequence, TokenStep.Sampled sampled) {
    tally.sampledTokens++;
    Optional<TokenStep.Cause> cause = sequence.append(sampled.token());
    if (cause.isEmpty() || cause.get() != TokenStep.Cause.STOP_TOKEN) {
      outbox.add(sequence.stream(), sampled);
    }
    return cause;
  }

  private void finish(Sequence sequence, TokenStep.Cause cause) {
    tally.ended++;
    end(sequence, sequence.ending(cause));
  }

  /// Adds the tokens that must follow, for the next step to compute together. No more than it
  /// computes in one go, lest the others wait for a constraint with much to say.
  private void force(Sequence sequence) {
    try {
      for (int i = 0; i < Scheduler.CHUNK; i++) {
        Optional<TokenStep.Sampled> forced = sequence.sampler().forced(scores.values().length);
        if (forced.isEmpty()) {
          return;
        }
        Optional<TokenStep.Cause> cause = append(sequence, forced.get());
        if (cause.isPresent()) {
          finish(sequence, cause.get());
          return;
        }
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
    spill.reset();
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

  /// Whether a step would have something to do although no sequence is left.
  boolean isAsked() {
    return spill.isAsking();
  }

  /// Gives the memory of the cache back. Nothing may be computed any more.
  void close() {
    spill.close();
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
