package dev.ponder.learn.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.Format;
import dev.ponder.core.Effort;
import dev.ponder.learn.Continuation;
import dev.ponder.learn.ServedModel;
import dev.ponder.learn.grading.Grader;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.reason.Transcripts;
import dev.ponder.train.run.Checkpoint;
import dev.ponder.train.run.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {
  private TuningOrders orders = new TuningOrders(Path.of(""));

  @BeforeEach
  void writeThere(@TempDir Path folder) {
    orders = new TuningOrders(folder);
  }

  @Test
  void answersAsItWasShownAndSaysSoWhenServed() throws Exception {
    Tuning.Order order =
        orders.order(new Method.Supervised(), 12, 20, TuningOrders.DEMONSTRATION.formatted("77"));
    Path file = orders.folder().resolve("tuned.gguf");
    try (Tuning tuning = Tuning.prepare(order)) {
      double before = TuningOrders.figure(tuning, "loss");
      assertThat(TuningListener.run(tuning, OptionalLong.empty()))
          .isInstanceOf(Outcome.Finished.class);
      assertThat(TuningOrders.figure(tuning, "loss")).isLessThan(before / 10);
      tuning.write(file, Format.F16, "tuned");
    }
    try (ServedModel served = ServedModel.open(file, 1, 1)) {
      assertThat(served.loaded().name()).isEqualTo("tuned");
      Scribe scribe = new Scribe(Transcripts.of(served.loaded()), Effort.LOW, 1024);
      DataSets.Task task =
          new DataSets(scribe)
              .tasks(
                  Files.writeString(orders.folder().resolve("t"), "{" + TuningOrders.ASKED + "]}"),
                  Grader.of(TuningOrders.check("77"), Grader.Models.NONE))
              .getFirst();
      Continuation answer =
          served
              .continuations(
                  List.of(new Continuation.Ask(task.prompt(), 0, 1, 40)),
                  scribe.transcripts().stops())
              .getFirst();
      assertThat(scribe.transcripts().speech(task.request(), answer.tokens()).text())
          .isEqualTo("77");
    }
  }

  @Test
  void comesToTheSameWhenItWasStoppedOnTheWay() throws IOException {
    String data =
        TuningOrders.DEMONSTRATION.formatted("7") + TuningOrders.DEMONSTRATION.formatted("8");
    Tuning.Order order = orders.order(new Method.Supervised(), 4, 1, data);
    double whole;
    try (Tuning tuning = Tuning.prepare(order)) {
      assertThat(tuning.steps()).isEqualTo(4);
      TuningListener.run(tuning, OptionalLong.empty());
      whole = TuningOrders.figure(tuning, "loss");
    }
    Files.move(orders.folder().resolve("run"), orders.folder().resolve("first"));
    try (Tuning tuning = Tuning.prepare(order)) {
      assertThat(TuningListener.run(tuning, OptionalLong.of(2)))
          .isInstanceOf(Outcome.Stopped.class);
    }
    try (Tuning tuning = Tuning.prepare(order)) {
      assertThat(TuningListener.run(tuning, OptionalLong.empty()))
          .isInstanceOf(Outcome.Finished.class);
      assertThat(TuningOrders.figure(tuning, "loss")).isEqualTo(whole);
    }
  }

  @Test
  void theBestStepCanBeTakenInTheLastOnesPlace() throws IOException {
    Tuning.Order plain =
        orders.order(new Method.Supervised(), 6, 30, TuningOrders.DEMONSTRATION.formatted("7"));
    Path held =
        Files.writeString(
            orders.folder().resolve("held.jsonl"), TuningOrders.DEMONSTRATION.formatted("no"));
    try (Tuning tuning = Tuning.prepare(judgedBy(plain, held))) {
      TuningListener listener = new TuningListener(OptionalLong.empty());
      assertThat(tuning.best()).isEmpty();
      tuning.training().run(listener);
      List<Double> losses = listener.figures("loss");
      double least = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
      assertThat(losses.getLast()).isGreaterThan(least);
      Checkpoint best = tuning.best().orElseThrow();
      tuning.take(best);
      assertThat(TuningOrders.figure(tuning, "loss")).isEqualTo(least);
      Path file = orders.folder().resolve("best.gguf");
      tuning.write(file, Format.F32, "best");
      try (GgufFile written = GgufFile.open(file)) {
        assertThat(written.metadata().values().get("ponder.tuning.steps"))
            .isEqualTo(new GgufValue.Int(best.standing().step()));
      }
    }
  }

  private static Tuning.Order judgedBy(Tuning.Order order, Path validation) {
    return new Tuning.Order(
        order.model(),
        order.data(),
        Optional.of(validation),
        order.folder(),
        order.method(),
        order.scope(),
        order.amount(),
        order.effort(),
        order.seed(),
        order.threads());
  }

  @Test
  void anAdapterLearnsInTheModelsPlaceAndPractisesToo() throws IOException {
    Tuning.Order order =
        orders.order(new Method.Supervised(), 8, 2, TuningOrders.DEMONSTRATION.formatted("77"));
    Path file = orders.folder().resolve("adapter.gguf");
    try (Tuning tuning = Tuning.prepare(adapting(order))) {
      double before = TuningOrders.figure(tuning, "loss");
      assertThat(TuningListener.run(tuning, OptionalLong.empty()))
          .isInstanceOf(Outcome.Finished.class);
      assertThat(TuningOrders.figure(tuning, "loss")).isLessThan(before / 2);
      tuning.write(file, Format.F32, "adapter");
    }
    assertThat(Files.size(file)).isLessThan(Files.size(TuningOrders.MODEL) / 2);
    ServedModel.open(TuningOrders.MODEL, Optional.of(file), 1, 1).close();
    Files.move(orders.folder().resolve("run"), orders.folder().resolve("first"));
    Tuning.Order tasks =
        orders.order(
            TuningOrders.practice(TuningOrders.like("81"), 2),
            1,
            1,
            "{" + TuningOrders.ASKED.replace("hello", "52+31") + "]}");
    try (Tuning tuning = Tuning.prepare(adapting(tasks))) {
      assertThat(TuningListener.run(tuning, OptionalLong.empty()))
          .isInstanceOf(Outcome.Finished.class);
      assertThat(TuningOrders.figure(tuning, "reward")).isBetween(0.0, 1.0);
    }
  }

  private static Tuning.Order adapting(Tuning.Order order) {
    return new Tuning.Order(
        order.model(),
        order.data(),
        order.validation(),
        order.folder(),
        order.method(),
        new Scope.Adapter(4),
        order.amount(),
        order.effort(),
        order.seed(),
        order.threads());
  }

  @Test
  void prefersWhatIsPreferred() throws IOException {
    String pair =
        "{\"input\":{"
            + TuningOrders.ASKED
            + "]},\"preferred_output\":[{\"role\":\"assistant\",\"content\":\"yes\"}],"
            + "\"non_preferred_output\":[{\"role\":\"assistant\",\"content\":\"no\"}]}";
    try (Tuning tuning = Tuning.prepare(orders.order(Method.Preferences.usual(), 6, 5, pair))) {
      assertThat(TuningOrders.figure(tuning, "margin")).isZero();
      assertThat(TuningOrders.figure(tuning, "loss")).isEqualTo(Math.log(2));
      TuningListener.run(tuning, OptionalLong.empty());
      assertThat(TuningOrders.figure(tuning, "margin")).isGreaterThan(0.2);
      assertThat(TuningOrders.figure(tuning, "accuracy")).isEqualTo(1);
    }
  }
}
