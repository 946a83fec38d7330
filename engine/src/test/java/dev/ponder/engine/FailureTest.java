package dev.ponder.engine;

import static dev.ponder.engine.Requests.constrained;
import static dev.ponder.engine.Requests.greedy;
import static dev.ponder.engine.Requests.prompt;
import static dev.ponder.engine.Requests.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What goes wrong in one generation stays there; what goes wrong in a step stays in that step.
class FailureTest {
  private final FakeModel model = new FakeModel();
  private final Harness harness = new Harness(model);

  static TokenConstraint[] badConstraints() {
    return new TokenConstraint[] {
      constraint(allowed -> {
        throw new IllegalStateException("out of grammar");
      }),
      constraint(allowed -> {
        throw new StackOverflowError();
      }),
      constraint(allowed -> allowed.add(101)),
      constraint(allowed -> allowed.add(-1)),
      constraint(allowed -> {}),
    };
  }

  @ParameterizedTest
  @MethodSource("badConstraints")
  void aBadConstraintBreaksItsOwnGeneration(TokenConstraint constraint) throws Exception {
    Generation good = harness.submit(greedy(prompt(1, 10), 10));
    Generation bad = harness.submit(constrained(prompt(2, 40), 10, constraint));
    harness.finish();
    assertThat(((TokenStep.Broken) read(bad).ending()).why()).startsWith("the token constraint ");
    assertThat(read(good).tokens()).isEqualTo(model.reference(greedy(prompt(1, 10), 10)));
    assertThat(harness.metrics().brokenGenerations()).isEqualTo(1);
  }

  @Test
  void aConstraintThatFailsOnAcceptanceBreaksItsOwnGeneration() throws Exception {
    TokenConstraint constraint =
        new TokenConstraint() {
          @Override
          public boolean restrict(TokenSet allowed) {
            return false;
          }

          @Override
          public void accept(int token) {
            throw new IllegalStateException("lost");
          }
        };
    Requests.Result result = harness.run(constrained(prompt(1, 5), 10, constraint));
    assertThat(result.steps()).isEmpty();
    assertThat(((TokenStep.Broken) result.ending()).why()).contains("lost");
  }

  @Test
  void aLogitThatIsNotANumberBreaksItsOwnGeneration() throws Exception {
    Generation first = harness.submit(greedy(prompt(1, 10), 10));
    Generation second = harness.submit(greedy(prompt(2, 10), 10));
    Generation third = harness.submit(greedy(prompt(3, 10), 10));
    model.after(logits -> logits.values()[logits.vocabulary() + 7] = Float.NaN);
    harness.step();
    model.after(logits -> {});
    harness.finish();
    assertThat(read(first).tokens()).isEqualTo(model.reference(greedy(prompt(1, 10), 10)));
    assertThat(read(third).tokens()).isEqualTo(model.reference(greedy(prompt(3, 10), 10)));
    assertThat(read(second).ending())
        .isEqualTo(new TokenStep.Broken("the model gave a logit that is not a finite number"));
  }

  @Test
  void aFailingModelBreaksTheStepAndNotTheEngine() throws Exception {
    Generation first = harness.submit(greedy(prompt(1, 100), 10));
    Generation second = harness.submit(greedy(prompt(2, 100), 10));
    harness.step();
    model.before(batch -> {
      throw new OutOfMemoryError("Java heap space");
    });
    harness.step();
    model.before(batch -> {});
    harness.finish();
    assertThat(read(first).ending())
        .isEqualTo(
            new TokenStep.Broken("the model failed: java.lang.OutOfMemoryError: Java heap space"));
    assertThat(read(second).ending()).isInstanceOf(TokenStep.Broken.class);
    GenerationRequest again = greedy(prompt(1, 100), 10);
    Requests.Result result = harness.run(again);
    assertThat(result.tokens()).isEqualTo(model.reference(again));
    assertThat(result.ended().cachedTokens()).isEqualTo(64);
  }

  @Test
  void whatAFailedStepWroteIsNotShared() throws Exception {
    model.after(logits -> {
      throw new IllegalStateException("after writing half of it");
    });
    harness.run(greedy(prompt(1, 100), 10));
    assertThat(harness.loop().sequences().pool().cached()).isZero();
  }

  @Test
  void everyFailureEndsSomethingSoFailingForeverEndsToo() {
    AtomicInteger calls = new AtomicInteger();
    model.before(batch -> {
      calls.incrementAndGet();
      throw new IllegalStateException("no luck");
    });
    for (int i = 0; i < 40; i++) {
      harness.submit(greedy(prompt(i, 10), 10));
    }
    harness.finish();
    assertThat(calls).hasValue(3);
    assertThat(harness.metrics().brokenGenerations()).isEqualTo(40);
  }

  @Test
  void aFailureOfTheLoopItselfStartsOverWithAnEmptyCache() throws Exception {
    harness.run(greedy(prompt(1, 100), 10));
    Generation running = harness.submit(greedy(prompt(2, 100), 10));
    harness.step();
    harness.loop().abandon(new IllegalStateException("the block pool is damaged"));
    harness.loop().checkIntegrity();
    assertThat(read(running).ending()).isInstanceOf(TokenStep.Broken.class);
    GenerationRequest again = greedy(prompt(1, 100), 10);
    Requests.Result result = harness.run(again);
    assertThat(result.tokens()).isEqualTo(model.reference(again));
    assertThat(result.ended().cachedTokens()).isZero();
  }

  @Test
  @Timeout(30)
  void noReaderWaitsForAnEngineThatFailedToRecover() throws Exception {
    CountDownLatch submitted = new CountDownLatch(1);
    model.before(batch -> {
      await(submitted);
      throw new Untold();
    });
    try (BatchingEngine engine = new BatchingEngine(model, new EngineOptions(512, 16, 1, 16, 64))) {
      Generation running = engine.submit(greedy(prompt(1, 100), 10));
      Generation waiting = engine.submit(greedy(prompt(2, 100), 10));
      submitted.countDown();
      assertThat(read(running).ending()).isEqualTo(EngineLoop.LOST);
      assertThat(read(waiting).ending()).isEqualTo(EngineLoop.LOST);
      assertThatThrownBy(() -> engine.submit(greedy(prompt(3, 100), 10)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Whoever tries to tell of it fails in turn.
  private static final class Untold extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      throw this;
    }
  }

  private static TokenConstraint constraint(java.util.function.Consumer<TokenSet> restrict) {
    return new TokenConstraint() {
      @Override
      public boolean restrict(TokenSet allowed) {
        restrict.accept(allowed);
        return true;
      }

      @Override
      public void accept(int token) {}
    };
  }
}
