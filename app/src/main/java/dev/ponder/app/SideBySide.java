package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.engine.Engine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Answers that were asked for at once, and what each got.
///
/// @param count of the answers
/// @param together generated tokens per second of all, from the first request to the last token
/// @param writing the same from when each of them had its first token, so without prompts; 0 when
///   nothing came after that
/// @param each tokens per second of an answer, from its request to its last token
/// @param fairness of their speeds by Jain's index: 1 when all are alike, `1 / count` when one got
///   everything
/// @param firstToken seconds from the request to its first token
record SideBySide(
    int count, double together, double writing, Spread each, double fairness, Spread firstToken) {
  /// Prompts of a report are short: it is generation that is measured.
  static final int PROMPT = 32;

  /// Asks for so many answers of so many tokens.
  ///
  /// @param meanwhile done a few times a second
  static SideBySide measure(Engine engine, List<int[]> prompts, int generate, Runnable meanwhile)
      throws InterruptedException {
    List<TimedAnswer> answers = new ArrayList<>();
    try {
      for (int[] prompt : prompts) {
        answers.add(TimedAnswer.start(engine, prompt, generate, 1));
      }
      List<Arrivals> arrivals = new ArrayList<>();
      for (TimedAnswer answer : answers) {
        arrivals.add(answer.awaitEnd(meanwhile));
      }
      return of(arrivals);
    } finally {
      answers.forEach(TimedAnswer::close);
    }
  }

  static SideBySide of(List<Arrivals> arrivals) {
    long start =
        arrivals.stream().map(Arrivals::submitted).min(Comparator.naturalOrder()).orElse(0L);
    long end = arrivals.stream().map(Arrivals::last).max(Comparator.naturalOrder()).orElse(0L);
    long tokens = arrivals.stream().mapToLong(one -> one.tokens().size()).sum();
    List<Double> speeds = arrivals.stream().map(Arrivals::tokensPerSecond).toList();
    return new SideBySide(
        arrivals.size(),
        perSecond(tokens, end - start),
        writing(arrivals, end),
        Spread.of(speeds),
        fairness(speeds),
        Spread.of(arrivals.stream().map(Arrivals::secondsToFirst).toList()));
  }

  private static double writing(List<Arrivals> arrivals, long end) {
    long all = arrivals.stream().map(Arrivals::first).max(Comparator.naturalOrder()).orElse(end);
    long tokens =
        arrivals.stream()
            .flatMap(one -> one.tokens().stream())
            .filter(token -> token - all > 0)
            .count();
    return perSecond(tokens, end - all);
  }

  private static double perSecond(long tokens, long nanos) {
    return tokens * 1e9 / Math.max(1, nanos);
  }

  /// Jain, Chiu and Hawe 1984: `(sum of x)^2 / (n sum of x^2)`.
  private static double fairness(List<Double> speeds) {
    double sum = speeds.stream().mapToDouble(x -> x).sum();
    double squares = speeds.stream().mapToDouble(x -> x * x).sum();
    return squares == 0 ? 1 : sum * sum / (speeds.size() * squares);
  }

  Json.Obj json() {
    return Json.object()
        .put("streams", count)
        .put("tokens_per_second", together)
        .put("generation_tokens_per_second", writing)
        .put("tokens_per_second_of_each", each.json())
        .put("fairness", fairness)
        .put("first_token_seconds", firstToken.json())
        .build();
  }
}
