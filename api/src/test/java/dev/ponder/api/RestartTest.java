package dev.ponder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import dev.ponder.core.Responder;
import dev.ponder.protocol.responses.CreateRequest;
import dev.ponder.state.Location;
import dev.ponder.state.State;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestartTest {
  private static final String BODY =
      "{\"model\":\"tiny\",\"input\":\"Hello\",\"background\":true%s}";

  @TempDir Path folder;

  /// Stores background responses and says their ids, for as long as it is let live.
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws Exception {
      State state = State.open(new Location.Folder(Path.of(arguments[0])));
      Api api = Api.start(Samples.foundation(state, Samples.hanging(), new Keeping.Forever()));
      String stream = ",\"stream\":true";
      for (int i = 0; i < 200; i++) {
        Json body = Json.parse(BODY.formatted(i % 2 == 0 ? "" : stream));
        Json.Obj queued = api.responses().enqueued(api.responses().submission(Samples.ADA, body));
        System.out.println(Shelf.text(queued, "id").orElseThrow());
      }
    }
  }

  @Test
  void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
    List<String> acknowledged = killedAfter(30);
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(30);

    try (State state = State.open(new Location.Folder(folder));
        Api api = Api.start(Samples.foundation(state, Samples.quick(), new Keeping.Forever()))) {
      for (String id : acknowledged) {
        assertThat(awaitEnd(api, id)).isEqualTo("completed");
      }
      assertThat(api.responses().retrieve(Samples.ADA, acknowledged.getFirst(), List.of()).text())
          .contains("Done.");
    }
  }

  @Test
  void whatAStopLeavesIsTakenUpAgain() throws Exception {
    String id;
    try (State state = State.open(new Location.Folder(folder))) {
      try (Api api = start(state, Samples.hanging())) {
        id = enqueue(api);
      }
      try (Api api = start(state, Samples.quick())) {
        assertThat(awaitEnd(api, id)).isEqualTo("completed");
      }
    }
  }

  @Test
  void whatSeveralStartsDoNotEndIsGivenUp() throws Exception {
    try (State state = State.open(new Location.Folder(folder))) {
      String id;
      try (Api api = start(state, Samples.hanging())) {
        id = enqueue(api);
      }
      for (int i = 0; i < 3; i++) {
        try (Api api = start(state, Samples.hanging())) {
          awaitStatus(api, id, "in_progress");
          awaitRunning(api, id);
        }
      }
      try (Api api = start(state, Samples.quick())) {
        assertThat(awaitEnd(api, id)).isEqualTo("failed");
        assertThat(api.responses().retrieve(Samples.ADA, id, List.of()).text())
            .contains("The server stopped each time");
        assertThat(Shelf.text(api.responses().cancel(Samples.ADA, id), "status"))
            .contains("failed");
      }
    }
  }

  private static Api start(State state, Responder responder) {
    return Api.start(Samples.foundation(state, responder, new Keeping.Forever()));
  }

  private static String enqueue(Api api) throws Exception {
    Submission submission = api.responses().submission(Samples.ADA, Json.parse(BODY.formatted("")));
    return Shelf.text(api.responses().enqueued(submission), "id").orElseThrow();
  }

  /// The ids that a process has said when it was killed, at least that many.
  private List<String> killedAfter(int count) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                Victim.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> ids = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null) {
        ids.add(line);
        if (ids.size() == count) {
          // The process itself would close its stream, and what it said before would be lost.
          process.toHandle().destroyForcibly();
        }
        line = out.readLine();
      }
    }
    process.waitFor();
    return ids;
  }

  /// Where the classes are that the process needs; the tests themselves may run as modules.
  private static String classPath() throws ClassNotFoundException {
    return Stream.of(
            RestartTest.class,
            Api.class,
            Json.class,
            CreateRequest.class,
            State.class,
            Class.forName("dev.ponder.grammar.SchemaOptions"),
            Class.forName("org.slf4j.LoggerFactory"),
            Class.forName("tools.jackson.core.json.JsonFactory"),
            Class.forName("org.sqlite.JDBC"))
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(location.getPath()).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String awaitEnd(Api api, String id) {
    return awaitStatus(api, id, "completed|failed|cancelled|incomplete");
  }

  private static String awaitStatus(Api api, String id, String statuses) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      Json.Obj now = api.responses().retrieve(Samples.ADA, id, List.of());
      String status = Shelf.text(now, "status").orElseThrow();
      if (status.matches(statuses)) {
        return status;
      }
      assertThat(System.nanoTime()).as(status).isLessThan(deadline);
    }
  }

  /// The status may still be that of the process before.
  private static void awaitRunning(Api api, String id) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!api.responses().isRunning(Samples.ADA, id)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }
}
