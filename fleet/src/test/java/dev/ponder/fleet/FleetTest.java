package dev.ponder.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Conversation;
import dev.ponder.core.EmbeddingTask;
import dev.ponder.core.Metric;
import dev.ponder.core.ModelInfo;
import dev.ponder.core.Problem;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class FleetTest {
  private static final Names NAMES = new Names(Map.of());

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void loadsOnFirstUseOnly() throws Exception {
    FakeModel one = FakeModel.of("one", 10);
    FakeModel two = FakeModel.of("two", 10);
    try (Fleet fleet = fleet(100, one, two)) {
      assertThat(one.isLoaded()).isFalse();

      assertThat(answer(fleet, "two")).isEqualTo("two");
      assertThat(answer(fleet, "two")).isEqualTo("two");

      assertThat(one.isLoaded()).isFalse();
      assertThat(two.counts().loads()).hasValue(1);
    }
    assertThat(two.isLoaded()).isFalse();
  }

  @Test
  void loadsToEmbedToo() throws Exception {
    FakeModel one = FakeModel.of("one", 10);
    try (Fleet fleet = fleet(100, one)) {
      EmbeddingTask.Input text = new EmbeddingTask.Input.Text("x");
      EmbeddingTask task = new EmbeddingTask("one", List.of(text), OptionalInt.empty());
      assertThat(fleet.embed(task).vectors()).hasSize(1);
      assertThat(one.isLoaded()).isTrue();
    }
    assertThat(one.isLoaded()).isFalse();
  }

  @Test
  void whatIsInMemoryForgetsAndNothingIsLoadedForIt() throws Exception {
    FakeModel one = FakeModel.of("one", 10);
    FakeModel two = FakeModel.of("two", 10);
    try (Fleet fleet = fleet(100, one, two)) {
      answer(fleet, "two");
      fleet.forget("ada", "resp_1");
      assertThat(one.isLoaded()).isFalse();
      assertThat(two.counts().forgotten()).hasValue(1);
    }
  }

  @Test
  void theLeastRecentlyUsedMakesRoom() throws Exception {
    FakeModel one = FakeModel.of("one", 40);
    FakeModel two = FakeModel.of("two", 40);
    FakeModel three = FakeModel.of("three", 40);
    try (Fleet fleet = fleet(100, one, two, three)) {
      answer(fleet, "one");
      answer(fleet, "two");
      answer(fleet, "one");
      answer(fleet, "three");

      assertThat(one.isLoaded()).isTrue();
      assertThat(two.isLoaded()).isFalse();
      assertThat(three.isLoaded()).isTrue();
    }
  }

  @Test
  void anAnswerInTheMakingIsNotCutOffButLetsNobodyElseIn() throws Exception {
    FakeModel one = FakeModel.of("one", 60).slow();
    FakeModel two = FakeModel.of("two", 60);
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        Fleet fleet = fleet(100, one, two)) {
      Future<String> first = pool.submit(() -> answer(fleet, "one"));
      awaitInside(one, 1);
      Future<String> second = pool.submit(() -> answer(fleet, "two"));
      awaitMemoryWanted("two");
      Future<String> third = pool.submit(() -> answer(fleet, "one"));

      assertThat(two.isLoaded()).isFalse();
      one.counts().answering().release(2);

      assertThat(first.get()).isEqualTo("one");
      assertThat(second.get()).isEqualTo("two");
      assertThat(third.get()).isEqualTo("one");
      assertThat(one.counts().loads()).hasValue(2);
    }
  }

  @Test
  void aFailureIsToldToAllAndTriedAgainLater() {
    List<RuntimeException> obstacles =
        new ArrayList<>(List.of(new IllegalStateException("the disk is gone")));
    FakeModel one =
        FakeModel.of(
            "one",
            10,
            () -> obstacles.isEmpty() ? Optional.empty() : Optional.of(obstacles.getFirst()));
    try (Fleet fleet = fleet(100, one, FakeModel.of("two", 10))) {
      assertProblem(fleet, "one", "could not be loaded: java.lang.IllegalStateException: the disk");
      obstacles.clear();
      assertProblem(fleet, "one", "the disk is gone");
      assertThat(answer(fleet, "two")).isEqualTo("two");

      now.set(Instant.EPOCH.plus(Residency.RETRY_AFTER));
      assertThat(answer(fleet, "one")).isEqualTo("one");
    } catch (Cancelled e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsTooLargeIsRefusedAndNothingIsUnloadedForIt() throws Exception {
    FakeModel one = FakeModel.of("one", 10);
    try (Fleet fleet = fleet(100, one, FakeModel.of("huge", 5000L << 20))) {
      answer(fleet, "one");

      assertProblem(fleet, "huge", "The model 'huge' takes 5,000 MiB of memory");
      assertThat(one.isLoaded()).isTrue();
    }
  }

  @Test
  void aFailedLoadGivesItsMemoryBack() throws Exception {
    FakeModel bad =
        FakeModel.of(
            "bad", 90, () -> Optional.of(Problem.of(Problem.Kind.INTERNAL, "no").exception()));
    FakeModel one = FakeModel.of("one", 90);
    try (Fleet fleet = fleet(100, bad, one)) {
      assertProblem(fleet, "bad", "no");

      assertThat(answer(fleet, "one")).isEqualTo("one");
    }
  }

  @Test
  void whoStopsWaitingHarmsNobody() throws Exception {
    FakeModel one = FakeModel.of("one", 60).slow();
    FakeModel two = FakeModel.of("two", 60);
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        Fleet fleet = fleet(100, one, two)) {
      Future<String> first = pool.submit(() -> answer(fleet, "one"));
      awaitInside(one, 1);
      AtomicReference<Object> outcome = new AtomicReference<>();
      Thread second = Thread.startVirtualThread(() -> outcome.set(outcome(fleet, "two")));
      awaitMemoryWanted("two");

      second.interrupt();
      second.join();
      one.counts().answering().release();

      assertThat(outcome.get()).isInstanceOf(Cancelled.class);
      assertThat(first.get()).isEqualTo("one");
      assertThat(answer(fleet, "two")).isEqualTo("two");
    }
  }

  @Test
  void answersToTheOriginalsNameAndAliasesAndVersions() throws Exception {
    Names names = new Names(Map.of("o4-mini", "two", "fast", "one", "broken", "nowhere"));
    try (Fleet fleet = fleet(names, FakeModel.of("one", 10), FakeModel.of("two", 10))) {
      assertThat(fleet.models())
          .extracting(ModelInfo::id)
          .containsExactly("two", "one", "fast", "o4-mini", "o4-mini-2025-04-16");
      assertThat(answer(fleet, "o4-mini")).isEqualTo("two");
      assertThat(answer(fleet, "fast")).isEqualTo("one");
      assertThat(fleet.find("broken")).isEmpty();
      assertThat(fleet.find("nothing")).isEmpty();
      assertThat(fleet.find("one@" + "ab".repeat(6)).orElseThrow().id()).isEqualTo("one");
      assertThat(fleet.find("one@" + "cd".repeat(6))).isEmpty();
      assertThat(fleet.find("o4-mini").orElseThrow().visibility())
          .isEqualTo(ModelInfo.Visibility.REASONING_HIDDEN);
      assertThat(fleet.find("fast").orElseThrow().visibility())
          .isEqualTo(ModelInfo.Visibility.REASONING_SHOWN);
    }
  }

  @Test
  void anAliasMayStandForAllNamesThatBeginLikeIt() throws Exception {
    Names names =
        new Names(Map.of("claude-*", "one", "claude-small-*", "two", "claude-own", "two"));
    try (Fleet fleet = fleet(names, FakeModel.of("one", 10), FakeModel.of("two", 10))) {
      assertThat(answer(fleet, "claude-large")).isEqualTo("one");
      assertThat(answer(fleet, "claude-small-3")).isEqualTo("two");
      assertThat(answer(fleet, "claude-own")).isEqualTo("two");
      assertThat(fleet.find("claude-large").orElseThrow().id()).isEqualTo("claude-large");
      assertThat(fleet.find("clause")).isEmpty();
      assertThat(fleet.models()).extracting(ModelInfo::id).doesNotContain("claude-*");
    }
    Names all = new Names(Map.of("*", "two"));
    try (Fleet fleet = fleet(all, FakeModel.of("one", 10), FakeModel.of("two", 10))) {
      assertThat(answer(fleet, "anything")).isEqualTo("two");
      assertThat(fleet.find("one@" + "ab".repeat(6)).orElseThrow().id()).isEqualTo("one");
    }
  }

  @Test
  void theOriginalsNameStandsForTheFirstModelOtherwise() throws Exception {
    Names names = new Names(Map.of("o4-mini", "nowhere"));
    try (Fleet fleet = fleet(names, FakeModel.of("one", 10), FakeModel.of("two", 10))) {
      assertThat(answer(fleet, "o4-mini")).isEqualTo("one");
      assertThat(fleet.models().getFirst().id()).isEqualTo("one");
    }
  }

  @Test
  void theShelfMayChange() throws Exception {
    List<ModelSource> shelf = new ArrayList<>(List.of(FakeModel.of("one", 10)));
    try (Fleet fleet = Fleet.of(() -> List.copyOf(shelf), NAMES, 100)) {
      answer(fleet, "one");
      shelf.clear();
      shelf.add(FakeModel.of("two", 10));

      assertThat(answer(fleet, "two")).isEqualTo("two");
      // What is in memory stays.
      assertThat(answer(fleet, "one")).isEqualTo("one");
      assertThat(fleet.find("three")).isEmpty();
    }
  }

  @Test
  void countsByModel() throws Exception {
    try (Fleet fleet = fleet(100, FakeModel.of("one", 10), FakeModel.of("two", 20))) {
      answer(fleet, "one");
      answer(fleet, "two");

      assertThat(samples(fleet, "ponder_steps_total"))
          .containsExactly(
              new Metric.Sample(Map.of("model", "one"), 7),
              new Metric.Sample(Map.of("model", "two"), 7));
      assertThat(samples(fleet, "ponder_model_memory_bytes"))
          .containsExactly(new Metric.Sample(Map.of(), 30));
    }
  }

  @Test
  void afterItWasClosedNothingIsLoaded() throws Exception {
    FakeModel one = FakeModel.of("one", 10);
    Fleet fleet = fleet(100, one);
    answer(fleet, "one");
    fleet.close();

    assertThat(one.isLoaded()).isFalse();
    assertProblem(fleet, "one", "shutting down");
  }

  /// Many clients, little memory: all are answered, and no model is closed under an answer (the
  /// fake would throw).
  @Test
  void manyClientsShareLittleMemory() throws Exception {
    List<FakeModel> models = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      models.add(FakeModel.of("m" + i, 20 + 10 * i));
    }
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        Fleet fleet = fleet(100, models.toArray(ModelSource[]::new))) {
      List<Future<String>> answers = new ArrayList<>();
      List<String> wanted = new ArrayList<>();
      SplittableRandom random = new SplittableRandom(5);
      for (int i = 0; i < 400; i++) {
        String name = "m" + random.nextInt(5);
        wanted.add(name);
        answers.add(pool.submit(() -> answer(fleet, name)));
      }
      for (int i = 0; i < 400; i++) {
        assertThat(answers.get(i).get()).isEqualTo(wanted.get(i));
      }
    }
    assertThat(models).noneMatch(FakeModel::isLoaded);
  }

  private Fleet fleet(long bytes, ModelSource... models) {
    return Fleet.of(() -> List.of(models), NAMES, new Residency(bytes, now::get));
  }

  private Fleet fleet(Names names, ModelSource... models) {
    return Fleet.of(() -> List.of(models), names, new Residency(100, now::get));
  }

  private static List<Metric.Sample> samples(Fleet fleet, String name) {
    return fleet.metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .flatMap(metric -> metric.samples().stream())
        .toList();
  }

  private static String answer(Fleet fleet, String model) throws Cancelled {
    List<String> answered = new ArrayList<>();
    fleet.respond(
        request(model),
        event -> {
          if (event instanceof ResponseEvent.Started(String version)) {
            answered.add(version);
          }
        });
    return answered.getFirst();
  }

  private static Object outcome(Fleet fleet, String model) {
    try {
      return answer(fleet, model);
    } catch (Cancelled e) {
      return e;
    }
  }

  private static ResponseRequest request(String model) {
    return ResponseRequest.of(model, new Conversation(List.of()));
  }

  private static void assertProblem(Fleet fleet, String model, String message) {
    assertThatThrownBy(() -> answer(fleet, model))
        .isInstanceOf(Problem.Exceptional.class)
        .hasMessageContaining(message);
  }

  private static void awaitInside(FakeModel model, int count) {
    while (model.counts().inside().get() < count) {
      Thread.onSpinWait();
    }
  }

  /// Until the thread that loads that model waits for memory.
  private static void awaitMemoryWanted(String model) {
    while (Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread ->
            thread.getName().equals("ponder-load-" + model)
                && thread.getState() == Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
  }
}
