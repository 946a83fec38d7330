package dev.ponder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Cancelled;
import dev.ponder.core.EventSink;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.core.Responder;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.ScriptedEmbedder;
import dev.ponder.core.ScriptedResponder;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.objects.BatchObject;
import dev.ponder.protocol.objects.PageRequest;
import dev.ponder.protocol.objects.Purpose;
import dev.ponder.state.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class BatchOperationsTest {
  private static final Caller ALICE = new Caller("alice", Profile.LENIENT);
  private static final Caller BOB = new Caller("bob", Profile.LENIENT);
  private static final Instant START = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private final State state = State.temporary();
  private final Counting responder = new Counting();
  private volatile Instant now = START;
  private Api api = start();

  @AfterEach
  void close() {
    responder.doors.release(1_000_000);
    api.close();
    state.close();
  }

  @Test
  void everyLineIsAnsweredUnderItsName() throws Exception {
    String id = order("/v1/chat/completions", chat("a", "one"), "", chat("b", "two")).id();
    BatchObject batch = awaited(id);
    assertThat(status(batch)).isEqualTo("completed");
    assertThat(batch.counts()).isEqualTo(new BatchObject.Counts(2, 2, 0));
    assertThat(batch.failures()).isEmpty();
    assertThat(batch.model()).contains("m");
    assertThat(batch.usage().output()).isEqualTo(16);
    assertThat(batch.usage().reasoning()).isEqualTo(14);
    List<Json.Obj> lines = lines(batch.output());
    assertThat(lines)
        .extracting(line -> text(line, "custom_id"))
        .containsExactlyInAnyOrder("a", "b");
    for (Json.Obj line : lines) {
      Json.Obj response = (Json.Obj) line.member("response").orElseThrow();
      assertThat(response.member("status_code")).contains(Json.of(200));
      assertThat(text(response, "request_id")).startsWith("req_");
      assertThat(line.member("error")).contains(new Json.Null());
      Json.Obj body = (Json.Obj) response.member("body").orElseThrow();
      assertThat(text(body, "object")).isEqualTo("chat.completion");
    }
    String shown = api.batches().retrieve(ALICE, id).text();
    assertThat(shown)
        .contains("\"in_progress_at\":", "\"finalizing_at\":", "\"completed_at\":")
        .doesNotContain("null", "errors");
  }

  @Test
  void embeddingsAreAnsweredToo() throws Exception {
    BatchObject batch =
        awaited(
            order(
                    "/v1/embeddings",
                    line("e", "/v1/embeddings", "{\"model\":\"m\",\"input\":[\"x y\",\"z\"]}"))
                .id());
    assertThat(batch.counts()).isEqualTo(new BatchObject.Counts(1, 1, 0));
    assertThat(batch.usage().input()).isEqualTo(3);
    assertThat(lines(batch.output()).getFirst().text()).contains("\"object\":\"embedding\"");
  }

  @Test
  void responsesAreAnsweredAndNotStored() throws Exception {
    BatchObject batch =
        awaited(
            order(
                    "/v1/responses",
                    line("r", "/v1/responses", "{\"model\":\"m\",\"input\":\"hello there\"}"),
                    line(
                        "b",
                        "/v1/responses",
                        "{\"model\":\"m\",\"input\":\"x\",\"background\":true}"))
                .id());
    assertThat(batch.counts()).isEqualTo(new BatchObject.Counts(2, 1, 1));
    String line = lines(batch.output()).getFirst().text();
    assertThat(line).contains("\"object\":\"response\"", "hello there", "\"store\":false");
    assertThat(batch.usage().output()).isEqualTo(9);
    assertThat(lines(batch.failures()).getFirst().text())
        .contains("The lines of a batch cannot be answered with 'background'.");
  }

  @Test
  void problemsOfLinesAreToldByLine() throws Exception {
    BatchObject batch =
        awaited(
            order(
                    "/v1/chat/completions",
                    "{",
                    chat("a", "x"),
                    "",
                    chat("a", "x"),
                    chat("b", "x").replace("POST", "GET"),
                    chat("c", "x").replace("/v1/chat", "/v2/chat"),
                    chat("d", "x").replace("\"model\":\"m\"", "\"model\":\"unknown\""),
                    chat("e", "x").replace("\"model\":\"m\",", ""),
                    chat("f", "x").replace("\"custom_id\":\"f\",", ""),
                    "[1]",
                    chat("g", "x").replace("\"method\"", "\"verb\":1,\"method\""))
                .id());
    assertThat(status(batch)).isEqualTo("failed");
    assertThat(batch.problems())
        .extracting(problem -> problem.line().orElseThrow() + " " + problem.code())
        .containsExactly(
            "1 invalid_json_line",
            "4 duplicate_custom_id",
            "5 invalid_method",
            "6 invalid_url",
            "7 model_not_found",
            "8 missing_required_parameter",
            "9 missing_required_parameter",
            "10 invalid_json_line",
            "11 unknown_parameter");
    assertThat(batch.problems().get(5).param()).contains("body.model");
    assertThat(responder.asked.get()).isZero();
    assertThat(api.batches().retrieve(ALICE, batch.id()).text())
        .contains("\"failed_at\":", "\"errors\":{\"object\":\"list\",\"data\":[{\"code\":");
  }

  @Test
  void anEmptyFileFails() throws Exception {
    BatchObject batch = awaited(order("/v1/chat/completions", "", " ").id());
    assertThat(status(batch)).isEqualTo("failed");
    assertThat(batch.problems())
        .extracting(problem -> problem.code())
        .containsExactly("empty_file");
  }

  @Test
  void linesThatCannotBeAnsweredGoIntoTheErrorFile() throws Exception {
    BatchObject batch =
        awaited(
            order(
                    "/v1/chat/completions",
                    chat("good", "x"),
                    chat("bad", "x").replace("\"messages\":", "\"massages\":"),
                    chat("streamed", "x").replace("\"model\"", "\"stream\":true,\"model\""))
                .id());
    assertThat(status(batch)).isEqualTo("completed");
    assertThat(batch.counts()).isEqualTo(new BatchObject.Counts(3, 1, 2));
    assertThat(lines(batch.output())).hasSize(1);
    assertThat(lines(batch.failures()))
        .allSatisfy(line -> assertThat(line.text()).contains("\"status_code\":400"));
  }

  @Test
  void progressIsToldWhileItRuns() throws Exception {
    responder.close();
    String id = order("/v1/chat/completions", chat("a", "x"), chat("b", "x")).id();
    responder.awaitInside(2);
    assertThat(status(batch(id))).isEqualTo("in_progress");
    assertThat(batch(id).counts()).isEqualTo(new BatchObject.Counts(2, 0, 0));
    responder.doors.release(1);
    while (batch(id).counts().completed() == 0) {
      Thread.onSpinWait();
    }
    assertThat(status(batch(id))).isEqualTo("in_progress");
    responder.doors.release(1);
    assertThat(status(awaited(id))).isEqualTo("completed");
  }

  @Test
  void onlySoManyLinesAreAnsweredSideBySide() throws Exception {
    responder.close();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      lines.add(chat("line" + i, "x"));
    }
    String one = order("/v1/chat/completions", lines.toArray(String[]::new)).id();
    String two = order("/v1/chat/completions", lines.toArray(String[]::new)).id();
    responder.awaitInside(4);
    responder.doors.release(100);
    awaited(one);
    awaited(two);
    assertThat(responder.most.get()).isEqualTo(4);
    assertThat(responder.asked.get()).isEqualTo(24);
  }

  @Test
  void cancellingKeepsWhatIsAnswered() throws Exception {
    responder.close();
    String id = order("/v1/chat/completions", chat("a", "x"), chat("b", "x")).id();
    responder.awaitInside(2);
    responder.doors.release(1);
    while (batch(id).counts().completed() == 0) {
      Thread.onSpinWait();
    }
    Json.Obj cancelling = api.batches().cancel(ALICE, id);
    assertThat(text(cancelling, "status")).isEqualTo("cancelling");
    BatchObject batch = awaited(id);
    assertThat(status(batch)).isEqualTo("cancelled");
    assertThat(batch.counts()).isEqualTo(new BatchObject.Counts(2, 1, 0));
    assertThat(lines(batch.output())).hasSize(1);
    assertThat(text(api.batches().cancel(ALICE, id), "status")).isEqualTo("cancelled");
  }

  @Test
  void whatIsOverCannotBeCancelled() throws Exception {
    String id = order("/v1/chat/completions", chat("a", "x")).id();
    awaited(id);
    assertThatThrownBy(() -> api.batches().cancel(ALICE, id))
        .hasMessage("Cannot cancel a batch with status 'completed'.");
  }

  @Test
  void afterADayTheRestIsGivenUp() throws Exception {
    responder.close();
    String id = order("/v1/chat/completions", chat("a", "x"), chat("b", "x")).id();
    responder.awaitInside(2);
    responder.doors.release(1);
    while (batch(id).counts().completed() == 0) {
      Thread.onSpinWait();
    }
    now = START.plus(Duration.ofHours(24));
    BatchObject batch = awaited(id);
    assertThat(status(batch)).isEqualTo("expired");
    assertThat(batch.counts()).isEqualTo(new BatchObject.Counts(2, 1, 1));
    assertThat(lines(batch.failures()).getFirst().text())
        .contains("\"response\":null,\"error\":{\"code\":\"batch_expired\"");
  }

  @Test
  void aServerThatStartsAgainGoesOnWhereItWas() throws Exception {
    responder.close();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      lines.add(chat("line" + i, "x"));
    }
    String id = order("/v1/chat/completions", lines.toArray(String[]::new)).id();
    responder.doors.release(3);
    while (batch(id).counts().completed() < 3) {
      Thread.onSpinWait();
    }
    api.close();
    assertThat(status(batch(id))).isEqualTo("in_progress");
    responder.asked.set(0);
    responder.doors.release(100);
    api = start();
    BatchObject batch = awaited(id);
    assertThat(status(batch)).isEqualTo("completed");
    assertThat(batch.counts()).isEqualTo(new BatchObject.Counts(9, 9, 0));
    assertThat(responder.asked.get()).isEqualTo(6);
    assertThat(lines(batch.output()))
        .extracting(line -> text(line, "custom_id"))
        .doesNotHaveDuplicates()
        .hasSize(9);
  }

  @Test
  void aBusyServerIsAskedAgain() throws Exception {
    responder.busy.set(3);
    BatchObject batch = awaited(order("/v1/chat/completions", chat("a", "x")).id());
    assertThat(batch.counts()).isEqualTo(new BatchObject.Counts(1, 1, 0));
  }

  @Test
  void othersFindNothingOfIt() throws Exception {
    BatchObject batch = awaited(order("/v1/chat/completions", chat("a", "x")).id());
    assertThatThrownBy(() -> api.batches().retrieve(BOB, batch.id()))
        .hasMessage("No such Batch object: " + batch.id());
    assertThatThrownBy(() -> api.batches().cancel(BOB, batch.id()))
        .hasMessage("No such Batch object: " + batch.id());
    PageRequest page = new PageRequest(20, PageRequest.Direction.DESCENDING, Optional.empty());
    assertThat(api.batches().list(BOB, page).text()).contains("\"data\":[]");
    assertThat(api.batches().list(ALICE, page).text()).contains(batch.id());
    assertThatThrownBy(() -> api.files().retrieve(BOB, batch.output().orElseThrow()))
        .hasMessageContaining("No such File object");
    String order =
        "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/embeddings\",\"completion_window\":\"24h\"}"
            .formatted(batch.order().inputFile());
    assertThatThrownBy(() -> api.batches().create(BOB, BatchObject.decodeOrder(Json.parse(order))))
        .hasMessageContaining("No such File object");
  }

  @Test
  void theInputMustBeForBatches() throws Exception {
    String file = upload(Purpose.USER_DATA, chat("a", "x"));
    assertThatThrownBy(() -> ordered(file, "/v1/chat/completions"))
        .hasMessage(
            "Invalid 'input_file_id': the purpose of the file is 'user_data', not 'batch'.");
  }

  private Api start() {
    return Api.start(
        new Foundation(
            responder,
            new ScriptedEmbedder("m@1", 8),
            new OneModel(),
            state,
            new Keeping.Forever(),
            () -> now));
  }

  private BatchObject order(String endpoint, String... lines) throws IOException {
    return ordered(upload(Purpose.BATCH, lines), endpoint);
  }

  private BatchObject ordered(String file, String endpoint) {
    String order =
        "{\"input_file_id\":\"%s\",\"endpoint\":\"%s\",\"completion_window\":\"24h\"}"
            .formatted(file, endpoint);
    return BatchObject.read(
        api.batches().create(ALICE, BatchObject.decodeOrder(Json.parse(order))));
  }

  private String upload(Purpose purpose, String... lines) {
    byte[] content = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    try (Intake intake = api.files().intake()) {
      intake.write(content, 0, content.length);
      FileOperations.Description description =
          new FileOperations.Description("in.jsonl", purpose, Optional.empty());
      return text(api.files().create(ALICE, description, intake.finish()), "id");
    }
  }

  private BatchObject batch(String id) {
    return BatchObject.read(api.batches().retrieve(ALICE, id));
  }

  private BatchObject awaited(String id) throws InterruptedException {
    while (!batch(id).status().isFinal()) {
      Thread.sleep(1);
    }
    return batch(id);
  }

  private List<Json.Obj> lines(Optional<String> file) throws IOException {
    try (var content = api.files().content(ALICE, file.orElseThrow()).bytes()) {
      String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(line -> (Json.Obj) Json.parse(line)).toList();
    }
  }

  private static String chat(String id, String said) {
    return line(
        id,
        "/v1/chat/completions",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(said));
  }

  private static String line(String id, String url, String body) {
    return "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"%s\",\"body\":%s}"
        .formatted(id, url, body);
  }

  private static String status(BatchObject batch) {
    return batch.status().label();
  }

  private static String text(Json.Obj object, String name) {
    return ((Json.Str) object.member(name).orElseThrow()).value();
  }

  /// Says what was said, when its doors are open.
  private static final class Counting implements Responder {
    private final Responder echo = ScriptedResponder.echo("m@1");
    private final Semaphore doors = new Semaphore(1_000_000);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();

    void close() {
      doors.drainPermits();
    }

    void awaitInside(int count) {
      while (inside.get() < count) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void respond(ResponseRequest request, EventSink events) throws Cancelled {
      if (busy.getAndDecrement() > 0) {
        throw Problem.of(Problem.Kind.OVERLOADED, "busy").exception();
      }
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      try {
        doors.acquire();
      } catch (InterruptedException e) {
        throw new Cancelled("interrupted");
      } finally {
        inside.decrementAndGet();
      }
      asked.incrementAndGet();
      echo.respond(request, events);
    }

    @Override
    public int inputTokens(ResponseRequest request) {
      return 1;
    }
  }
}
