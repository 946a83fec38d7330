package dev.ponder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.Json;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.ScriptedEmbedder;
import dev.ponder.core.ScriptedResponder;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.objects.BatchObject;
import dev.ponder.protocol.objects.PageRequest;
import dev.ponder.protocol.objects.Purpose;
import dev.ponder.state.Location;
import dev.ponder.state.State;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed, as by `kill -9`, while it works on a batch: the next one goes on where
/// it was, no line is lost and none has two results. `-Dponder.batch.kills=50` kills it more often.
@Timeout(600)
final class BatchKilledTest {
  private static final int KILLS = Integer.getInteger("ponder.batch.kills", 2);
  private static final int LINES = 400;
  private static final PageRequest FIRST =
      new PageRequest(1, PageRequest.Direction.ASCENDING, Optional.empty());
  private static final Caller CALLER = new Caller("owner", Profile.LENIENT);

  /// Works on whatever batches there are, and prints a line for each line of theirs.
  static final class Child {
    public static void main(String[] arguments) throws InterruptedException {
      State state = State.open(new Location.Folder(Path.of(arguments[0])));
      Api api = api(state, new Telling());
      if (arguments.length > 1) {
        order(api);
      }
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  private record Telling() implements Responder {
    @Override
    public void respond(ResponseRequest request, EventSink events) throws Cancelled {
      ScriptedResponder.echo("m@1").respond(request, events);
      synchronized (System.out) {
        System.out.println("answered");
        System.out.flush();
      }
    }

    @Override
    public int inputTokens(ResponseRequest request) {
      return 1;
    }
  }

  @Test
  void noLineIsLostAndNoneAnsweredTwice(@TempDir Path folder) throws Exception {
    SplittableRandom random = new SplittableRandom();
    killAfter(child(folder, "order"), 1 + random.nextInt(LINES / 4));
    for (int kill = 1; kill < KILLS; kill++) {
      killAfter(child(folder), 1 + random.nextInt(LINES / (2 * KILLS)));
    }
    try (State state = State.open(new Location.Folder(folder));
        Api api = api(state, ScriptedResponder.echo("m@1"))) {
      BatchObject batch = awaited(api);
      assertThat(batch.status().label()).isEqualTo("completed");
      assertThat(batch.counts()).isEqualTo(new BatchObject.Counts(LINES, LINES, 0));
      assertThat(batch.failures()).isEmpty();
      assertThat(names(api, batch.output().orElseThrow()))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, LINES).mapToObj(i -> "line" + i).toList());
    }
  }

  private static Api api(State state, Responder responder) {
    return Api.start(
        new Foundation(
            responder,
            new ScriptedEmbedder("m@1", 8),
            new OneModel(),
            state,
            new Keeping.Forever(),
            InstantSource.system()));
  }

  private static void order(Api api) {
    String lines =
        IntStream.range(0, LINES)
            .mapToObj(i ->
                "{\"custom_id\":\"line%d\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\","
                        .formatted(i)
                    + "\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":"
                    + "\"x\"}]}}\n")
            .collect(Collectors.joining());
    byte[] content = lines.getBytes(StandardCharsets.UTF_8);
    try (Intake intake = api.files().intake()) {
      intake.write(content, 0, content.length);
      FileOperations.Description description =
          new FileOperations.Description("in.jsonl", Purpose.BATCH, Optional.empty());
      Json.Obj file = api.files().create(CALLER, description, intake.finish());
      Json order =
          Json.object()
              .put("input_file_id", file.member("id").orElseThrow())
              .put("endpoint", "/v1/chat/completions")
              .put("completion_window", "24h")
              .build();
      api.batches().create(CALLER, BatchObject.decodeOrder(order));
    }
  }

  private static BatchObject awaited(Api api) throws InterruptedException {
    while (true) {
      Json.Obj page = api.batches().list(CALLER, FIRST);
      List<Json> entries = ((Json.Arr) page.member("data").orElseThrow()).elements();
      BatchObject batch = BatchObject.read((Json.Obj) entries.getFirst());
      if (batch.status().isFinal()) {
        return batch;
      }
      Thread.sleep(5);
    }
  }

  private static List<String> names(Api api, String file) throws Exception {
    try (InputStream content = api.files().content(CALLER, file).bytes()) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> (Json.Obj) Json.parse(line))
          .map(line -> ((Json.Str) line.member("custom_id").orElseThrow()).value())
          .toList();
    }
  }

  private static void killAfter(Process child, int lines) throws Exception {
    int said = 0;
    try (BufferedReader out = child.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (++said == lines) {
          // Not by the process itself, which would close what it has said.
          child.toHandle().destroyForcibly();
        }
      }
    }
    child.waitFor();
    assertThat(said).isGreaterThanOrEqualTo(lines);
  }

  private static Process child(Path folder, String... more) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            Child.class.getName(),
            folder.toString());
    return new ProcessBuilder(Stream.concat(command.stream(), Stream.of(more)).toList())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// Not the property of that name: test runners load classes in ways of their own. Libraries are
  /// named by texts, since this module does not use them itself.
  private static String classPath() throws ClassNotFoundException {
    return Stream.of(
            Child.class,
            Api.class,
            State.class,
            Json.class,
            BatchObject.class,
            Class.forName("dev.ponder.grammar.Grammar"),
            Class.forName("tools.jackson.core.json.JsonFactory"),
            Class.forName("org.slf4j.LoggerFactory"),
            Class.forName("org.sqlite.JDBC"))
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(location.getPath()).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
