package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.hub.PullEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models by name on the command line.
class PullingTest {
  private static final String QUESTION = "316 * 671";

  private final Map<String, String> environment = new HashMap<>(CommandRun.environment());
  private SmallHub hub = new SmallHub(new byte[0]);
  private Path store = Path.of("");

  @BeforeEach
  void start(@TempDir Path home) throws IOException {
    hub.close();
    hub = new SmallHub(Files.readAllBytes(CommandRun.reasoner()));
    store = home.resolve("models");
    environment.put("PONDER_MODELS", store.toString());
    environment.put("HF_ENDPOINT", hub.address());
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aPulledModelIsListedUsedAndRemoved() {
    CommandRun pull = run("", "pull", "hf:acme/Model", "--name", "reasoner");
    assertThat(pull.code()).isZero();
    assertThat(pull.out())
        .startsWith("reasoner is here: 4.2 MiB in ")
        .endsWith("Try it: ponder chat --model reasoner\n");
    assertThat(pull.err()).startsWith("Pulling reasoner: Model-Q8_0.gguf, 4.2 MiB\n");
    assertThat(run("", "models").out().lines().map(line -> line.replaceAll(" {2,}.*", "")))
        .startsWith("NAME", "reasoner");
    assertThat(run("", "inspect", "reasoner").out()).contains("GGUF version");
    assertThat(
            run(QUESTION, "run", "-m", "reasoner", "--effort", "high", "--temperature", "0").out())
        .contains("212036");
    assertThat(run("", "pull", "hf:acme/Model", "--name", "reasoner", "-q").out())
        .startsWith("reasoner is up to date");
    assertThat(run("", "remove", "reasoner").out())
        .isEqualTo("Removed reasoner, which frees 4.2 MiB\n");
    assertThat(store).isEmptyDirectory();
  }

  @Test
  void jsonTellsAllOfIt() {
    CommandRun pull = run("", "pull", "--json", "--quiet", "acme/Model:Q8_0");
    Json.Obj model = (Json.Obj) Json.parse(pull.out());
    assertThat(model.member("name")).contains(Json.of("model-q8_0"));
    assertThat(model.member("file"))
        .contains(Json.of(store.resolve("model-q8_0/Model-Q8_0.gguf").toString()));
    assertThat(pull.err()).isEmpty();
    assertThat(run("", "models", "--json").out()).contains(pull.out().strip());
    assertThat(Json.parse(run("", "catalogue", "--json").out())).isInstanceOf(Json.Obj.class);
  }

  @Test
  void anAbsentModelIsPulledWhenTheUserWantsThat() {
    CommandRun without = run("", "run", "-m", "hf:acme/Model", QUESTION);
    assertThat(without.code()).isEqualTo(1);
    assertThat(without.err())
        .isEqualTo(
            "ponder: the model 'hf:acme/Model' is not here: 'ponder pull hf:acme/Model' fetches"
                + " it\n");
    CommandRun with =
        run(
            "",
            "run",
            "--pull",
            "-m",
            "hf:acme/Model",
            "--effort",
            "high",
            "--temperature",
            "0",
            QUESTION);
    assertThat(with.out()).contains("212036");
  }

  @Test
  void namesThatMeanNothingAreExplained() {
    assertThat(run("", "run", "-m", "qwen3-4b", "hi").err())
        .isEqualTo(
            "ponder: the model 'qwen3-4b' is not here: 'ponder pull qwen3-4b' fetches it (about 2.5"
                + " GB)\n");
    assertThat(run("", "run", "-m", "qwen34b", "hi").err())
        .startsWith(
            "ponder: qwen34b: no such file, nor a model in the store or the catalogue, did you mean"
                + " qwen3-4b?");
    assertThat(run("", "run", "-m", "x/y.gguf", "hi").err())
        .isEqualTo("ponder: x/y.gguf: no such file\n");
    assertThat(run("", "pull").err()).startsWith("ponder: say which model");
    assertThat(run("", "pull", "hf:acme/Other").err())
        .isEqualTo("ponder: there is no repository acme/Other at " + hub.address() + "\n");
    assertThat(run("", "pull", "x", "--connections", "0").err())
        .isEqualTo("ponder: the number of connections must be between 1 and 32, not 0\n");
    assertThat(run("", "remove", "../x").err()).startsWith("ponder: '../x' cannot name a model");
  }

  @Test
  void theCatalogueIsShownByEitherName() {
    assertThat(run("", "catalogue").out()).contains("gpt-oss-20b").contains("Apache-2.0");
    assertThat(run("", "pull", "--list").out()).isEqualTo(run("", "catalogue").out());
  }

  @Test
  void elsewhereThanOnATerminalProgressIsALineNowAndThen() {
    AtomicLong seconds = new AtomicLong();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintWriter(err),
            new PrintWriter(err),
            Map.of(),
            Set.of());
    try (PullReport report = PullReport.on(console, () -> seconds.get() * 1_000_000_000L)) {
      report.on(new PullEvent.Planned("m", List.of("m.gguf"), 100L << 20, 10L << 20));
      for (int mebibytes = 10; mebibytes <= 100; mebibytes += 2) {
        report.on(new PullEvent.Advanced((long) mebibytes << 20, 100L << 20));
        seconds.incrementAndGet();
      }
      report.on(new PullEvent.Waiting("h answers 503", Duration.ofSeconds(90)));
    }
    assertThat(err.toString())
        .isEqualTo(
            """
            Pulling m: m.gguf, 100.0 MiB, 10.0 MiB of it here
            m 30 %, 30.0 MiB of 100.0 MiB, 2.0 MiB/s, 35 s left
            m 50 %, 50.0 MiB of 100.0 MiB, 2.0 MiB/s, 25 s left
            m 70 %, 70.0 MiB of 100.0 MiB, 2.0 MiB/s, 15 s left
            m 90 %, 90.0 MiB of 100.0 MiB, 2.0 MiB/s, 5 s left
            h answers 503; trying again in 1 min 30 s
            """);
  }

  private CommandRun run(String input, String... arguments) {
    return CommandRun.in(environment, input.getBytes(StandardCharsets.UTF_8), arguments);
  }
}
