package dev.ponder.engine;

import static dev.ponder.engine.Requests.greedy;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static dev.ponder.engine.Requests.seeded;
import static dev.ponder.engine.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The engine with its own thread.
@Timeout(30)
class EngineTest {
  private static final EngineOptions ROOMY = new EngineOptions(512, 256, 8, 16, 64);

  private final FakeModel model = new FakeModel();
  private final List<BatchingEngine> engines = new ArrayList<>();

  private BatchingEngine start(EngineOptions options) {
    BatchingEngine engine = new BatchingEngine(model, options);
    engines.add(engine);
    return engine;
  }

  @AfterEach
  void everyBlockIsBack() {
    for (BatchingEngine engine : engines) {
      engine.close();
      engine.checkIntegrity();
      EngineMetrics metrics = engine.metrics();
      assertThat(metrics.freeBlocks()).isEqualTo(metrics.totalBlocks());
      assertThat(metrics.runningSequences()).isZero();
      assertThat(metrics.waitingSequences()).isZero();
    }
  }

  @Test
  void answersFromItsOwnThreadAlone() throws Exception {
    Engine engine = start(ROOMY);
    assertThat(read(engine.submit(greedy(prompt(1, 40), 20))).tokens())
        .isEqualTo(model.reference(greedy(prompt(1, 40), 20)));
    assertThat(model.callers())
        .singleElement()
        .satisfies(thread -> {
          assertThat(thread.getName()).isEqualTo("ponder-engine");
          assertThat(thread.isVirtual()).isFalse();
        });
  }

  @Test
  void worksAgainAfterBeingIdle() throws Exception {
    Engine engine = start(ROOMY);
    for (int i = 0; i < 5; i++) {
      Requests.Result result = read(engine.submit(greedy(prompt(1, 70), 5)));
      assertThat(result.ended().cachedTokens()).isEqualTo(i == 0 ? 0 : 69);
      assertThat(engine.metrics().runningSequences()).isZero();
      assertThat(engine.metrics().endedGenerations()).isEqualTo(i + 1);
    }
  }

  @Test
  void parksWhenIdle() throws Exception {
    Engine engine = start(ROOMY);
    read(engine.submit(greedy(prompt(1, 5), 1)));
    Thread thread = model.callers().iterator().next();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    long steps = engine.metrics().steps();
    thread.interrupt();
    while (thread.isInterrupted() || thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(engine.metrics().steps()).isEqualTo(steps);
  }

  @Test
  void tellsTheCachedTokensBeforeTheFirstToken() throws Exception {
    Engine engine = start(ROOMY);
    read(engine.submit(greedy(prompt(1, 70), 1)));
    try (Generation generation = engine.submit(greedy(prompt(1, 70), 400))) {
      assertThat(generation.next()).isInstanceOf(TokenStep.Sampled.class);
      assertThat(generation.cachedTokens()).isEqualTo(69);
    }
  }

  @Test
  void nothingComesAfterTheEnding() throws Exception {
    Generation generation = start(ROOMY).submit(greedy(prompt(1, 5), 1));
    read(generation);
    assertThatThrownBy(generation::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesWhatWouldWaitTooFarBack() throws Exception {
    CountDownLatch inForward = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    model.before(batch -> block(inForward, release));
    Engine engine = start(new EngineOptions(128, 64, 2, 3, 16));
    List<Generation> generations = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      generations.add(engine.submit(greedy(prompt(i, 5), 3)));
    }
    inForward.await();
    assertThatThrownBy(() -> engine.submit(greedy(prompt(9, 5), 3)))
        .isInstanceOf(OverloadedException.class)
        .hasMessage("5 generations are running or waiting, the most there may be");
    assertThat(engine.metrics().refusedGenerations()).isEqualTo(1);
    release.countDown();
    for (Generation generation : generations) {
      assertThat(read(generation).tokens()).hasSize(3);
    }
    assertThat(read(engine.submit(greedy(prompt(9, 5), 3))).tokens()).hasSize(3);
  }

  @Test
  void closingFreesTheBlocksBeforeTheNextStep() throws Exception {
    Phaser steps = new Phaser(2);
    AtomicBoolean stepped = new AtomicBoolean(true);
    model.before(batch -> {
      if (stepped.get()) {
        steps.arriveAndAwaitAdvance();
      }
    });
    Engine engine = start(ROOMY);
    Generation leaving = engine.submit(greedy(prompt(1, 60), 400));
    steps.arriveAndAwaitAdvance();
    Generation staying = engine.submit(greedy(prompt(2, 20), 20));
    steps.arriveAndAwaitAdvance();
    leaving.close();
    // The step under way still has it, the next one does not.
    steps.arriveAndAwaitAdvance();
    stepped.set(false);
    steps.arriveAndDeregister();
    read(staying);
    assertThat(read(leaving).steps()).hasSizeBetween(1, 3);
    assertThat(engine.metrics().cancelledGenerations()).isEqualTo(1);
  }

  @Test
  void stoppingBreaksWhatRunsAndWhatWaits() throws Exception {
    CountDownLatch inForward = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    model.before(batch -> block(inForward, release));
    Engine engine = start(new EngineOptions(128, 64, 1, 3, 16));
    Generation running = engine.submit(greedy(prompt(1, 5), 100));
    Generation waiting = engine.submit(greedy(prompt(2, 5), 100));
    inForward.await();
    Thread closing = Thread.ofVirtual().start(engine::close);
    while (stillOpen(engine)) {
      Thread.onSpinWait();
    }
    release.countDown();
    closing.join();
    engine.close();
    assertThat(read(running).ending()).isEqualTo(new TokenStep.Broken("the engine was stopped"));
    assertThat(read(waiting).ending()).isEqualTo(new TokenStep.Broken("the engine was stopped"));
    assertThatThrownBy(() -> engine.submit(greedy(prompt(3, 5), 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the engine is closed");
  }

  /// Whether the engine does not yet say that it is closed.
  private static boolean stillOpen(Engine engine) {
    try {
      engine.submit(greedy(prompt(4, 5), 1)).close();
      return true;
    } catch (OverloadedException e) {
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Test
  void refusesRequestsThatCannotWork() {
    Engine engine = start(new EngineOptions(64, 8, 2, 2, 16));
    assertThatThrownBy(() -> engine.submit(greedy(prompt(1, 64), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a prompt of 64 tokens leaves no room in a context of 64");
    assertThatThrownBy(() -> engine.submit(greedy(new int[] {1, 101}, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the model has 101 tokens, none with the id 101");
    SamplingParameters biased = new SamplingParameters(1, 1, 0, 0, 0, Map.of(5000, 1.0), -1);
    assertThatThrownBy(() -> engine.submit(with(prompt(1, 5), 1, biased)))
        .hasMessage("the model has 101 tokens, none with the id 5000");
  }

  @Test
  void refusesOptionsThatTheModelCannotMeet() {
    assertThatThrownBy(() -> Engine.start(model, new EngineOptions(8192, 256, 8, 8, 64)))
        .hasMessage("the model was trained for 4096 positions, not 8192");
    assertThatThrownBy(() -> Engine.start(model, new EngineOptions(128, 256, 600, 8, 600)))
        .hasMessage("the model takes 512 tokens per step, too few for 600 sequences");
  }

  @Test
  void aFailingModelLeavesAWorkingEngine() throws Exception {
    AtomicBoolean failing = new AtomicBoolean(true);
    model.before(batch -> {
      if (failing.get()) {
        throw new StackOverflowError();
      }
    });
    Engine engine = start(ROOMY);
    for (int i = 0; i < 3; i++) {
      assertThat(read(engine.submit(greedy(prompt(i, 5), 5))).ending())
          .isInstanceOf(TokenStep.Broken.class);
    }
    failing.set(false);
    assertThat(read(engine.submit(greedy(prompt(1, 5), 5))).tokens()).hasSize(5);
  }

  @Test
  void holdsUpUnderManyThreadsThatComeAndGo() throws Exception {
    // Little memory, so that there are evictions and preemptions; little room to wait.
    BatchingEngine engine = start(new EngineOptions(160, 16, 6, 6, 24));
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> ends = new ArrayList<>();
      for (int client = 0; client < 10; client++) {
        int seed = client;
        ends.add(clients.submit(() -> visit(engine, new SplittableRandom(seed))));
      }
      for (Future<Integer> end : ends) {
        assertThat(result(end)).isEqualTo(40);
      }
    }
    EngineMetrics metrics = engine.metrics();
    assertThat(metrics.endedGenerations()).isPositive();
    assertThat(metrics.cachedTokens()).isPositive();
  }

  private int visit(Engine engine, SplittableRandom random) throws InterruptedException {
    int visits = 0;
    while (visits < 40) {
      GenerationRequest request =
          seeded(prompt(random.nextInt(6), 1 + random.nextInt(100)), 1 + random.nextInt(40), 5);
      int[] expected = model.reference(request);
      int leaveAfter = random.nextInt(3) == 0 ? random.nextInt(20) : Integer.MAX_VALUE;
      try (Generation generation = engine.submit(request)) {
        readAndCompare(generation, expected, leaveAfter);
        visits++;
      } catch (OverloadedException e) {
        Thread.yield();
      }
    }
    return visits;
  }

  private static void readAndCompare(Generation generation, int[] expected, int leaveAfter)
      throws InterruptedException {
    for (int i = 0; i < Math.min(expected.length, leaveAfter); i++) {
      assertThat(((TokenStep.Sampled) generation.next()).token()).isEqualTo(expected[i]);
    }
    if (leaveAfter > expected.length) {
      assertThat(generation.next()).isInstanceOf(TokenStep.Ended.class);
    }
  }

  private static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a client failed", e.getCause());
    }
  }

  private static void block(CountDownLatch inForward, CountDownLatch release) {
    inForward.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
