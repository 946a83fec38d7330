package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.engine.Engine;
import java.util.ArrayList;
import java.util.List;

/// What running answers notice of a long prompt that is read beside them.
///
/// @param streams answers that were running
/// @param longPrompt its tokens
/// @param quiet milliseconds between two tokens of an answer while nothing else was asked for
/// @param mixed the same from when the long prompt came until its first token
/// @param firstToken seconds that the long prompt took to its first token
record MixedLoad(
    int streams, int longPrompt, Percentiles quiet, Percentiles mixed, Spread firstToken) {
  static final int STREAMS = 4;

  /// Tokens that each running answer gets before the long prompt comes.
  private static final int QUIET_TOKENS = 64;

  /// What is to be measured.
  ///
  /// @param rounds how often a long prompt comes
  record Order(int streams, int longPrompt, int rounds) {

    /// Tokens of the running answers before the long prompt comes, in a context of that length.
    int quietTokens(int context) {
      return Math.min(QUIET_TOKENS, (context - SideBySide.PROMPT) / 2);
    }
  }

  /// Has answers run until they have written a little, then has a long prompt read beside them.
  ///
  /// @param meanwhile done a few times a second
  static MixedLoad measure(Engine engine, RandomPrompts prompts, Order order, Runnable meanwhile)
      throws InterruptedException {
    List<Double> quiet = new ArrayList<>();
    List<Double> mixed = new ArrayList<>();
    List<Double> firsts = new ArrayList<>();
    for (int round = 0; round < order.rounds; round++) {
      Round one = round(engine, prompts, order, meanwhile);
      quiet.addAll(one.quiet());
      mixed.addAll(one.mixed());
      firsts.add(one.newcomer().secondsToFirst());
    }
    return new MixedLoad(
        order.streams,
        order.longPrompt,
        Percentiles.of(quiet),
        Percentiles.of(mixed),
        Spread.of(firsts));
  }

  /// The answers that were running, and the one that came.
  record Round(List<Arrivals> running, Arrivals newcomer) {

    /// From when all of them were writing until the other came.
    List<Double> quiet() {
      long writing = running.stream().mapToLong(Arrivals::first).max().orElse(newcomer.submitted());
      return within(writing, newcomer.submitted());
    }

    List<Double> mixed() {
      return within(newcomer.submitted(), newcomer.first());
    }

    private List<Double> within(long start, long end) {
      return running.stream()
          .flatMap(one -> one.gaps().stream())
          .filter(gap -> gap.isWithin(start, end))
          .map(Arrivals.Gap::milliseconds)
          .toList();
    }
  }

  private static Round round(Engine engine, RandomPrompts prompts, Order order, Runnable meanwhile)
      throws InterruptedException {
    int context = engine.options().contextLength();
    List<TimedAnswer> running = new ArrayList<>();
    try {
      for (int i = 0; i < order.streams; i++) {
        // As long as they may: they are closed when the newcomer is there.
        int tokens = context - SideBySide.PROMPT;
        int quiet = order.quietTokens(context);
        running.add(TimedAnswer.start(engine, prompts.next(SideBySide.PROMPT), tokens, quiet));
      }
      for (TimedAnswer one : running) {
        one.awaitSome(meanwhile);
      }
      Arrivals newcomer = newcomer(engine, prompts.next(order.longPrompt), meanwhile);
      running.forEach(TimedAnswer::close);
      List<Arrivals> arrivals = new ArrayList<>();
      for (TimedAnswer one : running) {
        arrivals.add(one.awaitEnd(meanwhile));
      }
      return new Round(arrivals, newcomer);
    } finally {
      running.forEach(TimedAnswer::close);
    }
  }

  private static Arrivals newcomer(Engine engine, int[] prompt, Runnable meanwhile)
      throws InterruptedException {
    try (TimedAnswer answer = TimedAnswer.start(engine, prompt, 1, 1)) {
      return answer.awaitEnd(meanwhile);
    }
  }

  Json.Obj json() {
    return Json.object()
        .put("streams", streams)
        .put("long_prompt_tokens", longPrompt)
        .put("milliseconds_between_tokens_quiet", quiet.json())
        .put("milliseconds_between_tokens_mixed", mixed.json())
        .put("long_prompt_first_token_seconds", firstToken.json())
        .build();
  }
}
