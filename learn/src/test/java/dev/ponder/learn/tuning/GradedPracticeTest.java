package dev.ponder.learn.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ponder.core.Cancelled;
import dev.ponder.core.Effort;
import dev.ponder.core.EventSink;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.learn.Continuation;
import dev.ponder.learn.ServedModel;
import dev.ponder.learn.grading.Grader;
import dev.ponder.learn.tuning.DataSets.Task;
import dev.ponder.reason.Speech;
import dev.ponder.reason.Transcripts;
import dev.ponder.train.run.Batch;
import dev.ponder.train.run.Labelled;
import dev.ponder.train.run.Place;
import dev.ponder.train.run.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradedPracticeTest {
  private static final Path MODEL = Path.of("../app/src/test/resources/reasoner-2m/model.gguf");
  private static final Place FIRST = new Place(1, 0);
  private static final String ENDLESS = "and so on";
  private static Transcripts transcripts;

  @TempDir Path folder;

  @BeforeAll
  static void openModel() {
    try (ServedModel served = ServedModel.open(MODEL, 1, 1)) {
      transcripts = Transcripts.of(served.loaded());
    }
  }

  /// Practice of a model that gives these answers to a single task.
  private GradedPractice practice(Grader grader, String... answers) throws IOException {
    Scribe scribe = new Scribe(transcripts, Effort.LOW, 600);
    Path file =
        Files.writeString(
            folder.resolve("data.jsonl"), "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}");
    List<Task> tasks = new DataSets(scribe).tasks(file, grader);
    return new GradedPractice(
        scribe,
        new GradedPractice.Plan(tasks, tasks, grader, answers.length),
        (asks, _) -> answered(tasks.getFirst(), asks, answers),
        new Shuffle(1, 1, 1, 1),
        1);
  }

  private static List<Continuation> answered(
      Task task, List<Continuation.Ask> asks, String... answers) {
    List<Continuation> all = new ArrayList<>();
    for (Continuation.Ask ask : asks) {
      String answer = answers[all.size()];
      int[] tokens =
          transcripts
              .answer(task.request(), new Speech(List.of(), answer, List.of()))
              .orElseThrow()
              .tokens();
      Continuation.Ending ending =
          answer.equals(ENDLESS) ? Continuation.Ending.CUT : Continuation.Ending.STOPPED;
      all.add(new Continuation(ask.prompt(), tokens, ending));
    }
    return all;
  }

  /// What the last token of each example weighs.
  private static List<Float> weights(Batch batch) {
    return batch.examples().stream()
        .map(Labelled::example)
        .map(example -> example.weights()[example.weights().length - 1])
        .toList();
  }

  private static Grader quotient() {
    String check =
        "{\"type\":\"string_check\",\"name\":\"%s\",\"operation\":\"like\","
            + "\"input\":\"{{sample.output_text}}\",\"reference\":\"%s\"}";
    return Grader.of(
        Json.parse(
            "{\"type\":\"multi\",\"calculate_output\":\"a / b\",\"graders\":[%s,%s]}"
                .formatted(check.formatted("a", "1"), check.formatted("b", "2"))),
        Grader.Models.NONE);
  }

  @Test
  void whatAFormulaCannotCalculateIsCountedAndLeftOutOfItsGroup() throws IOException {
    GradedPractice practice = practice(quotient(), "12", "1", "2", "3");
    List<Float> weights = weights(practice.batch(FIRST));
    assertThat(weights).hasSize(2);
    assertThat(weights.getFirst()).isPositive().isEqualTo(-weights.getLast());
    assertThat(practice.result().figures())
        .containsEntry("step_grader_error", 0.5)
        .containsEntry("step_reward", 0.5)
        .containsEntry("step_alike", 0.0);
    assertThat(practice.complaint().orElseThrow())
        .startsWith("calculate_output comes to NaN with the rewards");
  }

  @Test
  void stopsWhenAFormulaCanCalculateNothing() throws IOException {
    GradedPractice practice = practice(quotient(), "1", "3", ENDLESS);
    assertThatExceptionOfType(TrainingException.class)
        .isThrownBy(() -> practice.batch(FIRST))
        .withMessageStartingWith("no answer of step 1 could be graded: calculate_output comes to");
  }

  /// Whatever a model may do that is asked to judge.
  private interface Opinions {
    void tell(EventSink events) throws Cancelled;
  }

  private record Judge(Opinions opinions) implements Responder {
    @Override
    public void respond(ResponseRequest request, EventSink events) throws Cancelled {
      opinions.tell(events);
    }

    @Override
    public int inputTokens(ResponseRequest request) {
      return 0;
    }
  }

  /// Says 0.5 of the first answer, goes wrong at the second, and says 1 of the third.
  private static Grader goingWrongOnce(String how) {
    AtomicInteger asked = new AtomicInteger();
    return scoring(
        "[0,1]",
        events -> {
          switch (asked.getAndIncrement() % 3) {
            case 0 -> say("0.5", events);
            case 1 -> goWrong(how, events);
            default -> say("1", events);
          }
        });
  }

  private static Grader scoring(String range, Opinions opinions) {
    return Grader.of(
        Json.parse(
            "{\"type\":\"score_model\",\"model\":\"m\",\"range\":%s,".formatted(range)
                + "\"input\":[{\"role\":\"user\",\"content\":\"{{sample.output_text}}\"}]}"),
        _ -> Optional.of(new Judge(opinions)));
  }

  private static void say(String text, EventSink events) throws Cancelled {
    events.accept(new ResponseEvent.TextDelta(text, List.of()));
  }

  private static void goWrong(String how, EventSink events) throws Cancelled {
    Problem gone = Problem.of(Problem.Kind.INTERNAL, "it is gone");
    switch (how) {
      case "throws" -> throw new IllegalStateException("it is broken");
      case "refuses" -> throw gone.exception();
      case "fails" -> events.accept(new ResponseEvent.Failed(gone));
      default -> say(how, events);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throws",
        "refuses",
        "fails",
        "",
        "good",
        "NaN",
        "7",
        "-1",
        "1e999",
        "{\"score\":1e400}"
      })
  void aJudgeThatGoesWrongIsCountedAndTheRunGoesOn(String how) throws IOException {
    GradedPractice practice = practice(goingWrongOnce(how), "a", "b", "c");
    List<Float> weights = weights(practice.batch(FIRST));
    assertThat(weights).hasSize(2);
    assertThat(weights.getFirst()).isNegative().isEqualTo(-weights.getLast());
    assertThat(practice.result().figures())
        .containsEntry("step_grader_error", 1 / 3.0)
        .containsEntry("step_reward", 0.75)
        .containsEntry("grader_error", 0.0)
        .containsEntry("reward", 0.5);
    assertThat(practice.complaint()).isPresent();
  }

  @Test
  void anAnswerWithoutAnEndIsNeverWorthMoreThanOneThatWasGraded() throws IOException {
    GradedPractice practice =
        practice(scoring("[-10,-1]", events -> say("-3", events)), "a", ENDLESS);
    List<Float> weights = weights(practice.batch(FIRST));
    assertThat(weights.getFirst()).isPositive().isEqualTo(-weights.getLast());
    assertThat(practice.result().figures())
        .containsEntry("step_reward", -6.5)
        .containsEntry("step_truncated", 0.5);
  }
}
