package dev.ponder.learn.evaluation;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Cancelled;
import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Sampling;
import dev.ponder.curriculum.Reply;
import dev.ponder.reason.LocalResponder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How often answers to questions that come with a JSON Schema are valid: as the model writes them
/// by itself, and as they are served, held to the schema.
///
/// @param free answers that nothing holds
/// @param held answers that are held to the schema
record Structured(SchemaScore free, SchemaScore held) {

  /// A text, and whether the token limit ended it.
  private record Answer(String text, FinishReason ended) {}

  /// Asks again what was asked with a schema, this time through the responder that serves.
  ///
  /// @param marks of any questions; those without a schema are left out
  /// @param tally expects an answer to each of the others
  static Structured of(Examinee examinee, List<Mark> marks, Tally tally)
      throws InterruptedException {
    List<Mark> asked = marks.stream().filter(mark -> hasSchema(mark.task())).toList();
    Responder responder =
        LocalResponder.of(examinee.served().loaded(), examinee.served().engine(), "examination");
    List<Answer> answers = held(responder, asked, tally);
    SchemaScore free = SchemaScore.none();
    SchemaScore held = SchemaScore.none();
    for (int i = 0; i < asked.size(); i++) {
      Mark mark = asked.get(i);
      FinishReason ended = mark.ended() ? FinishReason.STOP : FinishReason.LENGTH;
      free = free.plus(ended, isValid(mark.reply().text(), mark.task()), mark.right());
      Answer answer = answers.get(i);
      Reply reply = new Reply(answer.text, List.of());
      held =
          held.plus(
              answer.ended,
              isValid(answer.text, mark.task()),
              mark.task().accepts(mark.effort(), reply));
    }
    return new Structured(free, held);
  }

  /// For people.
  List<List<String>> table() {
    return List.of(
        List.of("JSON with a schema", "n", "cut off", "valid, of complete ones", "right, of all"),
        line("by itself", free),
        line("held to the schema", held));
  }

  private static List<String> line(String name, SchemaScore score) {
    return List.of(
        name,
        Integer.toString(score.right().of()),
        Integer.toString(score.cutOff()),
        Report.percent(score.valid()),
        Report.percent(score.right()));
  }

  Json.Obj toJson() {
    return Json.object()
        .put("free_cut_off", free.cutOff())
        .put("free_valid", Report.json(free.valid()))
        .put("free_right", Report.json(free.right()))
        .put("held_cut_off", held.cutOff())
        .put("held_valid", Report.json(held.valid()))
        .put("held_right", Report.json(held.right()))
        .build();
  }

  /// The same as comma-separated values.
  String csv() {
    return "json,n,cut_off,complete,valid,valid_low,valid_high,right,right_low,right_high\n"
        + csv("free", free)
        + csv("held", held);
  }

  private static String csv(String name, SchemaScore score) {
    Proportion valid = score.valid();
    Proportion right = score.right();
    return String.format(
        Locale.ROOT,
        "%s,%d,%d,%d,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f\n",
        name,
        right.of(),
        score.cutOff(),
        valid.of(),
        valid.share(),
        valid.low(),
        valid.high(),
        right.share(),
        right.low(),
        right.high());
  }

  /// Whether an answer to that is to follow a schema.
  static boolean hasSchema(Task task) {
    return task.question().format() instanceof AnswerFormat.Schema;
  }

  private static List<Answer> held(Responder responder, List<Mark> asked, Tally tally)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers =
          asked.stream().map(mark -> threads.submit(() -> answer(responder, mark))).toList();
      try {
        List<Answer> texts = new ArrayList<>();
        for (Future<Answer> answer : answers) {
          texts.add(answer.get());
          tally.answered();
        }
        return texts;
      } finally {
        // Else closing would wait for answers that nobody wants any more.
        threads.shutdownNow();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer failed: " + e.getCause(), e);
    }
  }

  private static Answer answer(Responder responder, Mark mark) throws Cancelled {
    StringBuilder text = new StringBuilder();
    ResponseRequest request =
        ResponseRequest.of("examined", mark.task().question().conversation())
            .withFormat(mark.task().question().format())
            .withTools(mark.task().question().tools())
            .withEffort(mark.effort())
            .withSampling(Sampling.DEFAULT.withTemperature(0));
    Set<FinishReason> ended = EnumSet.noneOf(FinishReason.class);
    try {
      responder.respond(
          request,
          event -> {
            if (event instanceof ResponseEvent.TextDelta(String more, _)) {
              text.append(more);
            } else if (event instanceof ResponseEvent.Finished finished) {
              ended.add(finished.reason());
            }
          });
    } catch (Problem.Exceptional unfit) {
      return new Answer("", FinishReason.LENGTH);
    }
    boolean cutOff = ended.contains(FinishReason.LENGTH);
    return new Answer(text.toString(), cutOff ? FinishReason.LENGTH : FinishReason.STOP);
  }

  private static boolean isValid(String text, Task task) {
    try {
      return task.question().format() instanceof AnswerFormat.Schema schema
          && SchemaCheck.conforms(Json.parse(text), schema.schema());
    } catch (JsonSyntaxException notJson) {
      return false;
    }
  }
}
