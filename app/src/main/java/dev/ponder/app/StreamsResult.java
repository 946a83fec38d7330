package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Speed of answers side by side, by their number.
///
/// @param prompt tokens of each prompt, no two alike
/// @param generate tokens of each answer
record StreamsResult(int prompt, int generate, List<Level> levels) {
  StreamsResult {
    levels = List.copyOf(levels);
  }

  /// What is to be measured.
  ///
  /// @param counts how many answers side by side, each in turn
  record Order(int prompt, int generate, int repetitions, List<Integer> counts) {
    Order {
      counts = List.copyOf(counts);
    }
  }

  /// So many answers at once; speeds in generated tokens per second of all of them.
  ///
  /// @param together from the first request to the last token, prompts included
  /// @param writing from when each had its first token to the last token
  record Level(int count, Spread together, Spread writing) {}

  /// Asks for each number of answers as often as ordered, and once before that does not count.
  static StreamsResult measure(Engine engine, RandomPrompts prompts, Order order)
      throws InterruptedException {
    List<Level> levels = new ArrayList<>();
    for (int count : order.counts) {
      List<SideBySide> runs = new ArrayList<>();
      for (int run = 0; run <= order.repetitions; run++) {
        List<int[]> several = prompts.several(count, order.prompt);
        runs.add(SideBySide.measure(engine, several, order.generate, () -> {}));
      }
      levels.add(level(count, runs.subList(1, runs.size())));
    }
    return new StreamsResult(order.prompt, order.generate, levels);
  }

  private static Level level(int count, List<SideBySide> runs) {
    return new Level(
        count,
        Spread.of(runs.stream().map(SideBySide::together).toList()),
        Spread.of(runs.stream().map(SideBySide::writing).toList()));
  }

  List<List<String>> table() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("streams", "tokens/s", "", "of one", "generation", "", "of one"));
    Level one = levels.getFirst();
    for (Level level : levels) {
      table.add(
          List.of(
              Integer.toString(level.count),
              text("%.1f", level.together.median()),
              level.together.range(),
              text("%.2f", level.together.median() / one.together.median()),
              text("%.1f", level.writing.median()),
              level.writing.range(),
              text("%.2f", level.writing.median() / one.writing.median())));
    }
    return table;
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  Json json() {
    return Json.of(levels.stream().map(this::json).toList());
  }

  private Json json(Level level) {
    return Json.object()
        .put("streams", level.count)
        .put("prompt_tokens", prompt)
        .put("generated_tokens", generate)
        .put("tokens_per_second", level.together.json())
        .put("generation_tokens_per_second", level.writing.json())
        .build();
  }
}
