package dev.ponder.app;

import dev.ponder.app.Benchmark.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which part of a model's speed `bench` measures.
final class PartOptions {
  @Option(
      names = "--prompt-once",
      description =
          "Compute the prompt once and generate behind it in each run; spares the time of long"
              + " prompts.")
  private boolean promptOnce;

  @Option(
      names = "--streams",
      split = ",",
      paramLabel = "N",
      description =
          "Measure instead N answers side by side, of --generate tokens to prompts of --prompt, and"
              + " a single one.")
  private @Nullable List<Integer> streams;

  @Option(
      names = "--second-turn",
      arity = "0..1",
      fallbackValue = "" + SecondTurn.CONVERSATION,
      paramLabel = "N",
      description =
          "Measure instead how soon an answer begins behind a conversation of N tokens that is in"
              + " the cache (N if not given: ${FALLBACK-VALUE}).")
  private @Nullable Integer secondTurn;

  @Option(
      names = "--follow-up",
      paramLabel = "N",
      description =
          "Tokens of each further turn for --second-turn (default: " + SecondTurn.FOLLOW_UP + ").")
  private @Nullable Integer followUp;

  @Option(
      names = "--edit",
      description =
          "Measure instead what guessing is worth where a file of code is written again with a few"
              + " edits, and what it costs where every guess is wrong.")
  private boolean edit;

  /// What is measured; without any of the options, a prompt and an answer.
  ///
  /// @throws Mistake when that is impossible
  BenchPart part() {
    List<String> given = given();
    if (given.size() > 1) {
      throw new Mistake(given.get(0) + " and " + given.get(1) + " are measured one at a time");
    }
    if (followUp != null && secondTurn == null) {
      throw new Mistake("--follow-up is for --second-turn, which is missing");
    }
    if (streams != null) {
      return new BenchPart.Streams(withOne(streams));
    }
    if (secondTurn != null) {
      return new BenchPart.Turns(new SecondTurn.Shape(secondTurn, followUp()));
    }
    if (edit) {
      return new BenchPart.Guessing();
    }
    return new BenchPart.Speed(promptOnce ? Reading.ONCE : Reading.EACH_RUN);
  }

  /// Those that a report has no place for.
  ///
  /// @throws Mistake when there are any
  void checkNone() {
    if (streams != null) {
      throw new Mistake("--report takes --concurrency in place of --streams");
    }
    if (!given().isEmpty()) {
      throw new Mistake("--report measures without " + given().getFirst());
    }
  }

  private List<String> given() {
    List<String> given = new ArrayList<>();
    if (promptOnce) {
      given.add("--prompt-once");
    }
    if (streams != null) {
      given.add("--streams");
    }
    if (secondTurn != null) {
      given.add("--second-turn");
    }
    if (edit) {
      given.add("--edit");
    }
    return given;
  }

  private static List<Integer> withOne(List<Integer> counts) {
    for (int count : counts) {
      if (count < 1 || count > Capacity.MOST_SEQUENCES) {
        throw new Mistake(
            "--streams must be numbers between 1 and %d, not %d"
                .formatted(Capacity.MOST_SEQUENCES, count));
      }
    }
    return Stream.concat(Stream.of(1), counts.stream()).distinct().sorted().toList();
  }

  private int followUp() {
    return followUp == null ? SecondTurn.FOLLOW_UP : followUp;
  }
}
