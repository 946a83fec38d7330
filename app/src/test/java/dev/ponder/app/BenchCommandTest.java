package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What outside scripts rely on: what `bench` prints and writes.
class BenchCommandTest {
  private static final String MODEL = CommandRun.reasoner().toString();

  @Test
  void benchPrintsMedianAndSpread() {
    Json.Obj result = json("--threads 1 --prompt 16 --generate 4 --repetitions 2");
    for (String key : List.of("prompt_tokens_per_second", "generation_tokens_per_second")) {
      Json.Obj speed = (Json.Obj) result.member(key).orElseThrow();
      assertThat(number(speed, "min")).isPositive().isLessThanOrEqualTo(number(speed, "median"));
      assertThat(number(speed, "max")).isGreaterThanOrEqualTo(number(speed, "median"));
    }
    assertThat(result.members())
        .containsEntry("threads", Json.of(1L))
        .containsEntry("format", Json.of("F16"))
        .containsKeys("model", "kernels", "load_seconds");
  }

  @Test
  void benchPrintsATableForPeople() {
    CommandRun run = run("--prompt 8 --generate 2 --repetitions 1");
    assertThat(run.out()).contains("F16").contains("prompt of 8").contains("tokens/s");
  }

  @Test
  void aPromptThatIsComputedOnceIsMeasuredOnce() {
    Json.Obj result = json("--prompt 40 --generate 4 --repetitions 3 --prompt-once");
    Json.Obj prompt = (Json.Obj) result.member("prompt_tokens_per_second").orElseThrow();
    assertThat(number(prompt, "min")).isEqualTo(number(prompt, "max"));
    Json.Obj generation = (Json.Obj) result.member("generation_tokens_per_second").orElseThrow();
    assertThat(number(generation, "min")).isNotEqualTo(number(generation, "max"));
  }

  @Test
  void streamsAreMeasuredBesideASingleOne() {
    Json.Obj result = json("--prompt 16 --generate 8 --repetitions 1 --streams 3,2");
    assertThat(array(result, "streams"))
        .extracting(level -> number((Json.Obj) level, "streams"))
        .containsExactly(1.0, 2.0, 3.0);
    Json.Obj level = (Json.Obj) array(result, "streams").getLast();
    for (String key : List.of("tokens_per_second", "generation_tokens_per_second")) {
      Json.Obj speed = (Json.Obj) level.member(key).orElseThrow();
      assertThat(number(speed, "median")).isPositive();
    }
    assertThat(run("--prompt 16 --generate 8 --repetitions 1 --streams 2").out())
        .containsPattern("streams +tokens/s +of one");
  }

  @Test
  void furtherTurnsComputeLittleMoreThanIsNew() {
    Json.Obj result = json("--repetitions 3 --second-turn 200 --follow-up 10");
    Json.Obj turns = (Json.Obj) result.member("second_turn").orElseThrow();
    assertThat(array(turns, "turns"))
        .extracting(turn -> number((Json.Obj) turn, "prompt_tokens"))
        .containsExactly(245.0, 280.0, 315.0);
    Json.Obj computed = (Json.Obj) turns.member("computed_tokens").orElseThrow();
    assertThat(number(computed, "min")).isGreaterThan(10);
    // The last token of the answer before is new to the model; at most a block is not found.
    assertThat(number(computed, "max")).isLessThanOrEqualTo(10 + 1 + 32);
  }

  /// Two seconds, as each of the machine's ceilings is measured for half a second.
  @Test
  void benchWritesAReport(@TempDir Path folder) throws IOException {
    CommandRun run =
        run(
            "--prompt 8 --generate 4 --repetitions 1 --concurrency 2,1 --long-prompt 64 --report "
                + folder);
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("written to " + folder);
    assertThat(run.out())
        .contains("of attainable", "fairness", "beside a prompt of 64", "second turn");
    Json.Obj report = (Json.Obj) Json.parse(Files.readString(folder.resolve("report.json")));
    assertThat(array(report, "concurrency"))
        .extracting(level -> number((Json.Obj) level, "streams"))
        .containsExactly(1.0, 2.0);
    Json.Obj turns = (Json.Obj) report.member("second_turn").orElseThrow();
    // What the model's context leaves beside two turns of 16 tokens and 25 in answer.
    assertThat(number(turns, "conversation_tokens")).isEqualTo(1024 - 2 * 41);
    for (String picture : List.of("roofline", "concurrency", "mixed-load")) {
      assertThat(folder.resolve(picture + ".svg")).content().startsWith("<svg").contains("</svg>");
    }
  }

  private static CommandRun run(String arguments) {
    return CommandRun.of(
        Stream.concat(Stream.of("bench", "-m", MODEL), Stream.of(arguments.split(" ")))
            .toArray(String[]::new));
  }

  private static Json.Obj json(String arguments) {
    CommandRun run = run(arguments + " --json");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).hasLineCount(1);
    return (Json.Obj) Json.parse(run.out());
  }

  private static List<Json> array(Json.Obj object, String key) {
    return ((Json.Arr) object.member(key).orElseThrow()).elements();
  }

  private static double number(Json.Obj object, String key) {
    return ((Json.Num) object.member(key).orElseThrow()).doubleValue();
  }
}
