package dev.ponder.learn.tuning;

import dev.ponder.core.Effort;
import dev.ponder.core.Json;
import dev.ponder.learn.grading.Grader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// Orders to tune a small model with a file in a folder of their own.
record TuningOrders(Path folder) {
  static final Path MODEL = Path.of("../app/src/test/resources/reasoner-2m/model.gguf");
  static final String ASKED = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}";
  static final String DEMONSTRATION =
      "{" + ASKED + ",{\"role\":\"assistant\",\"content\":\"%s\"}]}\n";

  Tuning.Order order(Method method, int epochs, double multiplier, String data) throws IOException {
    return new Tuning.Order(
        MODEL,
        Files.writeString(folder.resolve("data.jsonl"), data),
        Optional.empty(),
        folder.resolve("run"),
        method,
        new Scope.Whole(),
        new Tuning.Amount(epochs, OptionalInt.empty(), multiplier),
        Effort.LOW,
        1,
        1);
  }

  static Json check(String wanted) {
    return Json.parse(
        "{\"type\":\"string_check\",\"operation\":\"like\","
            + "\"input\":\"{{sample.output_text}}\",\"reference\":\"%s\"}".formatted(wanted));
  }

  static Json like(String wanted) {
    return Json.parse(
        "{\"type\":\"text_similarity\",\"evaluation_metric\":\"fuzzy_match\","
            + "\"input\":\"{{sample.output_text}}\",\"reference\":\"%s\"}".formatted(wanted));
  }

  static Method practice(Json grader, int group) {
    return Method.Reinforcement.of(grader, Grader.Models.NONE, group);
  }

  static double figure(Tuning tuning, String name) {
    return tuning.examine().figures().getOrDefault(name, Double.NaN);
  }
}
