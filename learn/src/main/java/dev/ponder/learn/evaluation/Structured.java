package dev.ponder.learn.evaluation;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Cancelled;
import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseEvent;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Sampling;
import dev.ponder.curriculum.Reply;
import dev.ponder.reason.LocalResponder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How often answers to questions that come with a JSON Schema are valid: as the model writes them
/// by itself, and as they are served, held to the schema.
///
/// @param freeValid of answers that nothing holds
/// @param freeRight of those, right to the value
/// @param heldValid of answers that are held to the schema
/// @param heldRight of those, right to the value
record Structured(
    Proportion freeValid, Proportion freeRight, Proportion heldValid, Proportion heldRight) {

  /// Asks again what was asked with a schema, this time through the responder that serves.
  ///
  /// @param marks of any questions; those without a schema are left out
  static Structured of(Examinee examinee, List<Mark> marks) throws InterruptedException {
    List<Mark> asked =
        marks.stream()
            .filter(mark -> mark.task().question().format() instanceof AnswerFormat.Schema)
            .toList();
    Responder responder =
        LocalResponder.of(examinee.served().loaded(), examinee.served().engine(), "examination");
    Proportion freeValid = Proportion.none();
    Proportion freeRight = Proportion.none();
    Proportion heldValid = Proportion.none();
    Proportion heldRight = Proportion.none();
    List<String> held = held(responder, asked);
    for (int i = 0; i < asked.size(); i++) {
      Mark mark = asked.get(i);
      freeValid = freeValid.plus(isValid(mark.reply().text(), mark.task()));
      freeRight = freeRight.plus(mark.right());
      heldValid = heldValid.plus(isValid(held.get(i), mark.task()));
      Reply reply = new Reply(held.get(i), List.of());
      heldRight = heldRight.plus(mark.task().accepts(mark.effort(), reply));
    }
    return new Structured(freeValid, freeRight, heldValid, heldRight);
  }

  private static List<String> held(Responder responder, List<Mark> asked)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers =
          asked.stream().map(mark -> threads.submit(() -> answer(responder, mark))).toList();
      List<String> texts = new ArrayList<>();
      for (Future<String> answer : answers) {
        texts.add(answer.get());
      }
      return texts;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer failed: " + e.getCause(), e);
    }
  }

  private static String answer(Responder responder, Mark mark) throws Cancelled {
    StringBuilder text = new StringBuilder();
    ResponseRequest request =
        ResponseRequest.of("examined", mark.task().question().conversation())
            .withFormat(mark.task().question().format())
            .withTools(mark.task().question().tools())
            .withEffort(mark.effort())
            .withSampling(Sampling.DEFAULT.withTemperature(0));
    responder.respond(
        request,
        event -> {
          if (event instanceof ResponseEvent.TextDelta(String more, _)) {
            text.append(more);
          }
        });
    return text.toString();
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
