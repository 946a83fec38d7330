package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.engine.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// How soon an answer begins behind a conversation that was computed before: each turn is what was
/// said, the answer to it and a few new tokens, and all but the new ones should be in the cache.
///
/// @param turns in order, each behind the one before
record SecondTurn(Shape shape, List<Turn> turns) {
  static final int CONVERSATION = 16384;
  static final int FOLLOW_UP = 16;

  /// Tokens of an answer: odd, so that turns end anywhere in a block of the cache.
  private static final int ANSWER = 25;

  /// A shorter conversation has nothing to keep.
  private static final int LEAST_CONVERSATION = 64;

  SecondTurn {
    turns = List.copyOf(turns);
  }

  /// What is to be measured.
  ///
  /// @param conversation tokens before the first further turn, the answer to them included
  /// @param followUp new tokens of each turn
  record Shape(int conversation, int followUp) {
    Shape {
      if (conversation < LEAST_CONVERSATION) {
        throw new Mistake(
            "--second-turn must be at least %d, not %d"
                .formatted(LEAST_CONVERSATION, conversation));
      }
      if (followUp < 1) {
        throw new Mistake("--follow-up must be at least 1, not " + followUp);
      }
    }

    /// Of the usual length, or as long as that context allows.
    ///
    /// @param turns that come behind it and are measured
    static Shape within(int contextLength, int turns) {
      int room =
          contextLength - (new Shape(CONVERSATION, FOLLOW_UP).positions(turns) - CONVERSATION);
      if (room < LEAST_CONVERSATION) {
        throw new Mistake(
            "the model's context of %d is too short for --report with %d --repetitions"
                .formatted(contextLength, turns));
      }
      return new Shape(Math.min(CONVERSATION, room), FOLLOW_UP);
    }

    /// Positions that the conversation and so many measured turns behind it take, all answers
    /// included, and a turn that is not measured.
    int positions(int turns) {
      return Math.toIntExact(
          Math.min(Integer.MAX_VALUE, conversation + (turns + 1L) * (followUp + ANSWER)));
    }
  }

  /// A turn and how long it took to begin the answer.
  ///
  /// @param prompt all of its tokens
  /// @param cached how many of them were not computed again
  /// @param milliseconds from the request to the answer's first token
  record Turn(int prompt, int cached, double milliseconds) {}

  /// Has a conversation computed, then so many turns and one before them that does not count.
  ///
  /// @param meanwhile done a few times a second
  static SecondTurn measure(Engine engine, RandomPrompts prompts, Order order, Runnable meanwhile)
      throws InterruptedException {
    int[] said = prompts.next(order.shape.conversation - ANSWER);
    said = joined(said, answer(engine, said, meanwhile).text());
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i <= order.turns; i++) {
      said = joined(said, prompts.next(order.shape.followUp));
      Answer answer = answer(engine, said, meanwhile);
      turns.add(new Turn(said.length, answer.cached, answer.milliseconds));
      said = joined(said, answer.text);
    }
    return new SecondTurn(order.shape, turns.subList(1, turns.size()));
  }

  /// How much is to be measured.
  record Order(Shape shape, int turns) {

    /// What an engine has to have room for: a second whole context is for what it keeps of turns
    /// that were.
    BenchEngines.Room room() {
      return new BenchEngines.Room(2, shape.positions(turns), 1);
    }
  }

  private record Answer(int[] text, int cached, double milliseconds) {}

  private static Answer answer(Engine engine, int[] said, Runnable meanwhile)
      throws InterruptedException {
    try (TimedAnswer answer = TimedAnswer.start(engine, said.clone(), ANSWER, 1)) {
      Arrivals arrivals = answer.awaitEnd(meanwhile);
      return new Answer(answer.text(), answer.cachedTokens(), 1e3 * arrivals.secondsToFirst());
    }
  }

  private static int[] joined(int[] one, int[] other) {
    return IntStream.concat(Arrays.stream(one), Arrays.stream(other)).toArray();
  }

  Spread milliseconds() {
    return Spread.of(turns.stream().map(Turn::milliseconds).toList());
  }

  /// The tokens of each turn that were computed.
  Spread computed() {
    return Spread.of(turns.stream().map(turn -> (double) turn.prompt - turn.cached).toList());
  }

  List<List<String>> table() {
    Spread time = milliseconds();
    Spread computed = computed();
    return List.of(
        List.of("second turn", "first token", "", "cached", "of", "computed"),
        List.of(
            "%d behind %d".formatted(shape.followUp, shape.conversation),
            String.format(Locale.ROOT, "%.1f ms", time.median()),
            time.range(),
            Integer.toString(turns.getFirst().cached),
            Integer.toString(turns.getFirst().prompt),
            String.format(Locale.ROOT, "%.0f to %.0f", computed.least(), computed.most())));
  }

  Json.Obj json() {
    return Json.object()
        .put("conversation_tokens", shape.conversation)
        .put("follow_up_tokens", shape.followUp)
        .put("first_token_milliseconds", milliseconds().json())
        .put("computed_tokens", computed().json())
        .put("turns", Json.of(turns.stream().map(SecondTurn::json).toList()))
        .build();
  }

  private static Json json(Turn turn) {
    return Json.object()
        .put("prompt_tokens", turn.prompt)
        .put("cached_tokens", turn.cached)
        .put("first_token_milliseconds", turn.milliseconds)
        .build();
  }
}
