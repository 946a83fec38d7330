package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.engine.Engine;
import dev.ponder.engine.EngineMetrics;
import dev.ponder.engine.EngineOptions;
import dev.ponder.model.LanguageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What guessing how a text goes on is worth.
record GuessingResult(List<Text> texts) {
  GuessingResult {
    texts = List.copyOf(texts);
  }

  /// One text; speeds in tokens per second behind the answer's first.
  ///
  /// @param guessed tokens that were computed along, of one run
  /// @param right how many of them came
  record Text(Replay replay, Spread guessing, Spread plain, long guessed, long right) {

    /// How many times as fast.
    double ratio() {
      return guessing.median() / plain.median();
    }

    /// Of what was guessed.
    double acceptance() {
      return guessed == 0 ? 0 : (double) right / guessed;
    }
  }

  /// The engines that are compared.
  record Limits(EngineOptions guessing, EngineOptions plain) {}

  /// Has each text written with and without guesses in turns, so many times and once before that
  /// does not count.
  static GuessingResult measure(
      LanguageModel model, List<Replay> replays, Limits limits, int repetitions)
      throws InterruptedException {
    List<Text> texts = new ArrayList<>();
    for (Replay replay : replays) {
      texts.add(text(model, replay, limits, repetitions));
    }
    return new GuessingResult(texts);
  }

  private static Text text(LanguageModel model, Replay replay, Limits limits, int repetitions)
      throws InterruptedException {
    List<Double> guessing = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    Run last = Run.NONE;
    for (int run = 0; run <= repetitions; run++) {
      last = run(model, replay, limits.guessing);
      Run other = run(model, replay, limits.plain);
      if (run > 0) {
        guessing.add(last.tokensPerSecond);
        plain.add(other.tokensPerSecond);
      }
    }
    return new Text(replay, Spread.of(guessing), Spread.of(plain), last.guessed, last.right);
  }

  private record Run(double tokensPerSecond, long guessed, long right) {
    static final Run NONE = new Run(0, 0, 0);
  }

  /// With an engine of its own, which has learned nothing of earlier ones.
  private static Run run(LanguageModel model, Replay replay, EngineOptions options)
      throws InterruptedException {
    LanguageModel replayed = new ReplayedModel(model, replay.text());
    int length = replay.answer().length;
    try (Engine engine = Engine.start(replayed, options);
        TimedAnswer answer = TimedAnswer.start(engine, replay.prompt().clone(), length, 1)) {
      Arrivals arrivals = answer.awaitEnd(() -> {});
      if (!Arrays.equals(answer.text(), replay.answer())) {
        throw new IllegalStateException("the engine wrote something else");
      }
      EngineMetrics metrics = engine.metrics();
      double seconds = Math.max(1, arrivals.last() - arrivals.first()) / 1e9;
      return new Run((length - 1) / seconds, metrics.draftedTokens(), metrics.acceptedTokens());
    }
  }

  List<List<String>> table() {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("", "guessing", "", "without", "", "ratio", "guessed", "of it right"));
    for (Text text : texts) {
      table.add(
          List.of(
              "%s of %d".formatted(text.replay.name(), text.replay.answer().length),
              text("%.1f tokens/s", text.guessing.median()),
              text.guessing.range(),
              text("%.1f tokens/s", text.plain.median()),
              text.plain.range(),
              text("%.2f", text.ratio()),
              Long.toString(text.guessed),
              text("%.0f %%", 100 * text.acceptance())));
    }
    return table;
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  Json json() {
    return Json.of(texts.stream().map(GuessingResult::json).toList());
  }

  private static Json json(Text text) {
    return Json.object()
        .put("text", text.replay.name())
        .put("prompt_tokens", text.replay.prompt().length)
        .put("generated_tokens", text.replay.answer().length)
        .put("tokens_per_second_guessing", text.guessing.json())
        .put("tokens_per_second_without", text.plain.json())
        .put("ratio", text.ratio())
        .put("guessed_tokens", text.guessed)
        .put("right_tokens", text.right)
        .put("acceptance", text.acceptance())
        .build();
  }
}
