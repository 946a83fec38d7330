package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What outside scripts rely on: formats of results.
class CommandsTest {
  private static final String MODEL = CommandRun.reasoner().toString();

  @Test
  void tokenizeListsIdsAndPieces() {
    CommandRun run = CommandRun.withInput("12 + 7", "tokenize", "--model", MODEL, "--json");
    Json.Obj object = object(run);
    List<Json> pieces = array(object, "pieces");
    assertThat(array(object, "ids")).hasSameSizeAs(pieces);
    assertThat(String.join("", pieces.stream().map(CommandsTest::string).toList()))
        .isEqualTo("12 + 7");
  }

  @Test
  void tokenizeAnswersEachLineOfJson() {
    CommandRun run =
        CommandRun.withInput("\"1\"\n\"\"\n\"1\\n1\"\n", "tokenize", "-m", MODEL, "--jsonl");
    assertThat(run.out().lines()).hasSize(3).element(1).isEqualTo("[]");
    Json one = Json.parse(run.out().lines().findFirst().orElseThrow());
    assertThat(one).isInstanceOf(Json.Arr.class);
    assertThat(run.code()).isZero();
  }

  @Test
  void controlTokensArePlainTextUnlessAskedFor() {
    String spelling = "<|im_start|>";
    Json.Obj plain = object(CommandRun.withInput(spelling, "tokenize", "-m", MODEL, "--json"));
    Json.Obj special =
        object(CommandRun.withInput(spelling, "tokenize", "-m", MODEL, "--json", "--special"));
    assertThat(array(plain, "ids")).hasSizeGreaterThan(1);
    assertThat(array(special, "ids")).hasSize(1);
  }

  @Test
  void logitsPrintsOneLinePerSequenceAndOneRowPerPosition() {
    CommandRun run =
        CommandRun.of(
            "logits",
            "-m",
            MODEL,
            "--tokens",
            "1,2,3,4,5,6",
            "--tokens",
            "7,8",
            "--last",
            "4",
            "--json");
    assertThat(run.err()).isEmpty();
    List<Json.Obj> lines = run.out().lines().map(line -> (Json.Obj) Json.parse(line)).toList();
    assertThat(lines).hasSize(2);
    assertThat(array(lines.get(0), "logits")).hasSize(4);
    // Fewer positions than asked for: all.
    assertThat(array(lines.get(1), "logits")).hasSize(2);
    Json.Arr row = (Json.Arr) array(lines.get(1), "logits").getFirst();
    assertThat(row.elements()).hasSize(1006);
    String literal = ((Json.Num) row.elements().getFirst()).literal();
    assertThat(literal).isEqualTo(Float.toString(Float.parseFloat(literal)));
  }

  @Test
  void logitsDoNotDependOnThreads() {
    String[] one = {
      "logits", "-m", MODEL, "--tokens", "5,6,7,8", "--last", "9", "--json", "-t", "1"
    };
    String[] two = {
      "logits", "-m", MODEL, "--tokens", "5,6,7,8", "--last", "9", "--json", "-t", "2"
    };
    assertThat(CommandRun.of(two).out()).isEqualTo(CommandRun.of(one).out());
  }

  @Test
  void inspectShowsMetadataTensorsAndFormat() {
    CommandRun text = CommandRun.of("inspect", MODEL);
    assertThat(text.out())
        .contains("Prompt format: chatml")
        .contains("general.architecture = \"qwen3\"")
        .containsPattern("token_embd\\.weight +F16 +1006 x 192")
        .hasLineCount(text.out().split("\n").length);
    Json.Obj json = object(CommandRun.of("inspect", MODEL, "--json"));
    assertThat(json.members())
        .containsEntry("architecture", Json.of("qwen3"))
        .containsEntry("prompt_format", Json.of("chatml"))
        .containsEntry("context_length", Json.of(1024L))
        .containsKeys("metadata", "tensors", "parameters", "cache_bytes_per_token");
  }

  @Test
  void runAnswersInJson() {
    Json.Obj answer =
        object(
            CommandRun.of(
                "run",
                "316 * 671",
                "-m",
                MODEL,
                "--effort",
                "high",
                "--temperature",
                "0",
                "--json"));
    assertThat(answer.members())
        .containsEntry("answer", Json.of("212036"))
        .containsEntry("finish_reason", Json.of("stop"));
    assertThat(string(answer.member("reasoning").orElseThrow())).isNotBlank();
    Json.Obj usage = (Json.Obj) answer.member("usage").orElseThrow();
    assertThat(number(usage, "completion_tokens")).isGreaterThan(number(usage, "reasoning_tokens"));
    assertThat(number(usage, "reasoning_tokens")).isPositive();
  }

  @Test
  void runKeepsTheThoughtOutOfAScriptsOutput() {
    CommandRun run =
        CommandRun.withInput(
            "316 * 671\n", "run", "-", "-m", MODEL, "-e", "high", "--temperature", "0");
    assertThat(run.out()).isEqualTo("212036\n");
    assertThat(run.err()).isNotBlank();
  }

  @Test
  void chatRemembersAndObeys() {
    String typed =
        """
        /effort high
        What is \\
        12 + 30?
        /nonsense
        /reset
        /exit
        never read
        """;
    CommandRun run = CommandRun.withInput(typed, "chat", "-m", MODEL, "--temperature", "0");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("Effort is high.")
        .contains("42")
        .contains("There is no /nonsense")
        .contains("starts anew");
  }

  @Test
  void synthesizeMakesAModelThatRuns(@TempDir Path folder) {
    String file = folder.resolve("tiny.gguf").toString();
    String[] arguments = {"synthesize", "--shape", "tiny", "--type", "q4_0", "--output", file};
    assertThat(CommandRun.of(arguments).out()).contains("random Q4_0 weights").hasLineCount(1);
    assertThat(CommandRun.of("run", "hi", "-m", file, "--max-tokens", "8").code()).isZero();
    // What is there is not overwritten by accident.
    assertThat(CommandRun.of(arguments).err()).contains("already exists; --force").hasLineCount(1);
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      CommandRun run = CommandRun.of("serve", "-m", MODEL, "--port", port);
      assertThat(run.err())
          .startsWith("ponder: Cannot listen on 127.0.0.1:" + port)
          .hasLineCount(1);
      assertThat(run.code()).isEqualTo(1);
    }
  }

  @Test
  void helpAndVersionSucceed() {
    assertThat(CommandRun.of("--help").out()).contains("serve").contains("synthesize");
    assertThat(CommandRun.of("help", "bench").out()).contains("--repetitions");
    assertThat(CommandRun.of("--version").out()).startsWith("ponder");
  }

  private static Json.Obj object(CommandRun run) {
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).hasLineCount(1);
    return (Json.Obj) Json.parse(run.out());
  }

  private static List<Json> array(Json.Obj object, String key) {
    return ((Json.Arr) object.member(key).orElseThrow()).elements();
  }

  private static String string(Json value) {
    return ((Json.Str) value).value();
  }

  private static double number(Json.Obj object, String key) {
    return ((Json.Num) object.member(key).orElseThrow()).doubleValue();
  }
}
