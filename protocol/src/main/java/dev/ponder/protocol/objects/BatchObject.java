package dev.ponder.protocol.objects;

import dev.ponder.core.Json;
import dev.ponder.protocol.wire.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A batch as clients see it, and as it is stored.
///
/// @param times when it came to each status; the first one is its creation
/// @param expires when lines that are not answered are given up
/// @param output the file of answers, once there is one
/// @param failures the file of lines that were not answered, once there is one
/// @param model what the lines ask, as long as they all ask the same
public record BatchObject(
    Order order,
    String id,
    BatchStatus status,
    Map<BatchStatus, Instant> times,
    Instant expires,
    Optional<String> output,
    Optional<String> failures,
    List<BatchProblem> problems,
    Counts counts,
    BatchUsage usage,
    Optional<String> model) {
  private static final Duration WINDOW = Duration.ofHours(24);

  public BatchObject {
    times = Collections.unmodifiableMap(new EnumMap<>(times));
    problems = List.copyOf(problems);
  }

  /// How many lines there are, were answered, and were not.
  public record Counts(long total, long completed, long failed) {
    public Counts plus(Counts other) {
      return new Counts(total + other.total, completed + other.completed, failed + other.failed);
    }
  }

  /// What was ordered: a decoded body of `POST /v1/batches`.
  ///
  /// @param outputLife how long the files of the batch are kept
  public record Order(
      String inputFile,
      BatchEndpoint endpoint,
      Map<String, String> metadata,
      Optional<Duration> outputLife) {}

  /// Reads an order.
  ///
  /// @throws dev.ponder.core.Problem.Exceptional when it is not a request that can be honoured
  public static Order decodeOrder(Json json) {
    Cursor body = Cursor.root(json);
    body.allow(
        java.util.Set.of(
            "input_file_id", "endpoint", "completion_window", "metadata", "output_expires_after"));
    body.required("completion_window").oneOf(List.of("24h"));
    return new Order(
        body.required("input_file_id").filledString(200),
        BatchEndpoint.of(body.required("endpoint").oneOf(BatchEndpoint.PATHS)),
        Bodies.metadata(body),
        Expiry.decode(body, "output_expires_after"));
  }

  /// A batch of which nothing has been read.
  public static BatchObject ordered(String id, Order order, Instant now) {
    return new BatchObject(
        order,
        id,
        BatchStatus.VALIDATING,
        Map.of(BatchStatus.VALIDATING, now),
        now.plus(WINDOW),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        new Counts(0, 0, 0),
        BatchUsage.NONE,
        Optional.empty());
  }

  public Instant created() {
    return Optional.ofNullable(times.get(BatchStatus.VALIDATING)).orElseThrow();
  }

  /// The same at its next status.
  public BatchObject become(BatchStatus next, Instant now) {
    Map<BatchStatus, Instant> more = new EnumMap<>(times);
    more.put(next, now);
    return new BatchObject(
        order, id, next, more, expires, output, failures, problems, counts, usage, model);
  }

  /// The same with those problems.
  public BatchObject withProblems(List<BatchProblem> found) {
    return new BatchObject(
        order, id, status, times, expires, output, failures, found, counts, usage, model);
  }

  /// The same with that many lines, which ask that model.
  public BatchObject withLines(long total, Optional<String> asked) {
    Counts none = new Counts(total, 0, 0);
    return new BatchObject(
        order, id, status, times, expires, output, failures, problems, none, usage, asked);
  }

  /// The same with more lines done.
  public BatchObject plus(Counts done, BatchUsage used) {
    return new BatchObject(
        order,
        id,
        status,
        times,
        expires,
        output,
        failures,
        problems,
        counts.plus(done),
        usage.plus(used),
        model);
  }

  /// The same with its files.
  public BatchObject withFiles(Optional<String> answers, Optional<String> errors) {
    return new BatchObject(
        order, id, status, times, expires, answers, errors, problems, counts, usage, model);
  }

  /// The `batch` object. What is not there yet is left out.
  public Json.Obj json() {
    Json.Builder batch =
        Json.object()
            .put("id", id)
            .put("object", "batch")
            .put("endpoint", order.endpoint().path())
            .put("input_file_id", order.inputFile())
            .put("completion_window", "24h")
            .put("status", status.label())
            .put("created_at", created().getEpochSecond())
            .put("expires_at", expires.getEpochSecond());
    model.ifPresent(name -> batch.put("model", name));
    output.ifPresent(file -> batch.put("output_file_id", file));
    failures.ifPresent(file -> batch.put("error_file_id", file));
    times.forEach((reached, time) -> {
      if (reached != BatchStatus.VALIDATING) {
        batch.put(reached.label() + "_at", time.getEpochSecond());
      }
    });
    if (!problems.isEmpty()) {
      List<Json.Obj> data = problems.stream().map(BatchProblem::json).toList();
      batch.put("errors", Json.object().put("object", "list").put("data", Json.of(data)).build());
    }
    return batch
        .put("request_counts", json(counts))
        .put("usage", usage.json())
        .put("metadata", Bodies.metadata(order.metadata()))
        .build();
  }

  private static Json.Obj json(Counts counts) {
    return Json.object()
        .put("total", counts.total())
        .put("completed", counts.completed())
        .put("failed", counts.failed())
        .build();
  }

  /// What is stored: what clients see, and how long its files are kept.
  public Json.Obj stored() {
    Json.Builder kept = Json.object();
    json().members().forEach(kept::put);
    order.outputLife().ifPresent(life -> kept.put("output_life", life.toSeconds()));
    return kept.build();
  }

  /// Reads what [#stored] wrote.
  public static BatchObject read(Json.Obj kept) {
    Cursor batch = Cursor.root(kept);
    Order order =
        new Order(
            batch.required("input_file_id").string(),
            BatchEndpoint.of(batch.required("endpoint").string()),
            Bodies.metadata(batch),
            batch.optional("output_life").map(life -> Duration.ofSeconds(number(life))));
    return new BatchObject(
        order,
        batch.required("id").string(),
        BatchStatus.named(batch.required("status").string()),
        times(batch),
        instant(batch.required("expires_at")),
        batch.optional("output_file_id").map(Cursor::string),
        batch.optional("error_file_id").map(Cursor::string),
        problems(batch),
        counts(batch.required("request_counts")),
        BatchUsage.decode(batch.required("usage")),
        batch.optional("model").map(Cursor::string));
  }

  private static Map<BatchStatus, Instant> times(Cursor batch) {
    Map<BatchStatus, Instant> times = new EnumMap<>(BatchStatus.class);
    for (BatchStatus reached : BatchStatus.values()) {
      String name = reached == BatchStatus.VALIDATING ? "created_at" : reached.label() + "_at";
      batch.optional(name).ifPresent(time -> times.put(reached, instant(time)));
    }
    return times;
  }

  private static List<BatchProblem> problems(Cursor batch) {
    List<BatchProblem> problems = new ArrayList<>();
    batch
        .optional("errors")
        .ifPresent(errors -> {
          for (Cursor problem : errors.required("data").elements("an array")) {
            problems.add(BatchProblem.decode(problem));
          }
        });
    return problems;
  }

  private static Counts counts(Cursor counts) {
    return new Counts(
        number(counts.required("total")),
        number(counts.required("completed")),
        number(counts.required("failed")));
  }

  private static Instant instant(Cursor time) {
    return Instant.ofEpochSecond(number(time));
  }

  private static long number(Cursor number) {
    return number.integer(0, Long.MAX_VALUE);
  }
}
