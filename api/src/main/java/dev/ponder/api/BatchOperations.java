package dev.ponder.api;

import dev.ponder.core.Json;
import dev.ponder.core.Metric;
import dev.ponder.core.Problem;
import dev.ponder.protocol.objects.BatchObject;
import dev.ponder.protocol.objects.BatchStatus;
import dev.ponder.protocol.objects.NotFound;
import dev.ponder.protocol.objects.PageRequest;
import dev.ponder.protocol.objects.Purpose;
import dev.ponder.state.Kind;
import dev.ponder.state.Page;
import dev.ponder.state.State;
import dev.ponder.state.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Batches: files of requests that are answered when there is time, within a day.
///
/// They go on where they were when the server starts again. Their lines are answered a few at a
/// time, beside the requests that clients wait for.
public final class BatchOperations implements AutoCloseable {
  /// How many a page of a list has.
  public static final PageRequest.Limits PAGE = new PageRequest.Limits(20, 100);

  private static final int MOST_OPEN = 10_000;

  private final Foundation foundation;
  private final FileOperations files;
  private final BatchRun.Surroundings around;
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  private record Running(BatchRun run, Thread thread) {}

  private BatchOperations(Foundation foundation, BatchRun.Endpoints endpoints) {
    this.foundation = foundation;
    this.files = new FileOperations(foundation);
    this.around =
        new BatchRun.Surroundings(
            foundation,
            endpoints,
            new Semaphore(foundation.options().batchParallel(), true),
            new BatchTally());
  }

  /// Takes up what an earlier process left unfinished.
  static BatchOperations start(Foundation foundation, BatchRun.Endpoints endpoints) {
    BatchOperations batches = new BatchOperations(foundation, endpoints);
    foundation
        .state()
        .read(reader -> reader.ofAllOwners(Kind.BATCH, BatchRecords.OPEN, MOST_OPEN))
        .entries()
        .forEach(stored -> batches.begin(stored.owner(), stored.id()));
    return batches;
  }

  /// Orders a batch; the rest happens in the background.
  ///
  /// @throws Problem.Exceptional when its input is no file for batches
  public Json.Obj create(Caller caller, BatchObject.Order order) {
    StoredObject file = files.stored(caller.owner(), order.inputFile());
    String purpose = FileOperations.described(file).purpose();
    if (!purpose.equals(Purpose.BATCH.label())) {
      throw Problem.invalid(
              "input_file_id",
              "invalid_value",
              "Invalid 'input_file_id': the purpose of the file is '%s', not 'batch'."
                  .formatted(purpose))
          .exception();
    }
    BatchObject batch =
        BatchObject.ordered(Ids.next("batch_"), order, foundation.clock().instant());
    Attempt.of(() ->
        state()
            .write(writer -> {
              writer.insert(BatchRecords.fresh(caller, batch));
              return true;
            }));
    begin(caller.owner(), batch.id());
    return batch.json();
  }

  /// A page of the caller's batches, newest first.
  ///
  /// @throws Problem.Exceptional when the page starts at a batch that there is not
  public Json.Obj list(Caller caller, PageRequest page) {
    Page<StoredObject> found =
        Attempt.of(() ->
            state().read(reader -> reader.list(Kind.BATCH, caller.owner(), Stored.query(page))));
    List<Json.Obj> entries =
        found.entries().stream().map(stored -> BatchObject.read(stored.body()).json()).toList();
    return PageRequest.page(entries, found.more());
  }

  /// One batch.
  ///
  /// @throws Problem.Exceptional when there is none of that id
  public Json.Obj retrieve(Caller caller, String id) {
    return Attempt.of(() -> state().read(reader -> reader.find(Kind.BATCH, caller.owner(), id)))
        .map(stored -> BatchObject.read(stored.body()).json())
        .orElseThrow(() -> NotFound.batch(id).exception());
  }

  /// Has no further lines answered; what is answered is kept. Cancelling again what is cancelled
  /// gives the same.
  ///
  /// @throws Problem.Exceptional when there is none of that id, or it is over
  public Json.Obj cancel(Caller caller, String id) {
    BatchRecords records = new BatchRecords(state(), caller.owner(), id);
    Instant now = foundation.clock().instant();
    BatchObject batch =
        Attempt.of(() ->
            state()
                .write(writer -> {
                  if (writer.find(Kind.BATCH, caller.owner(), id).isEmpty()) {
                    throw NotFound.batch(id).exception();
                  }
                  return records.change(writer, current -> cancelled(current, now));
                }));
    Optional.ofNullable(running.get(id)).ifPresent(each -> each.run().cancel());
    return batch.json();
  }

  private static BatchObject cancelled(BatchObject batch, Instant now) {
    return switch (batch.status()) {
      case VALIDATING, IN_PROGRESS -> batch.become(BatchStatus.CANCELLING, now);
      case CANCELLING, CANCELLED -> batch;
      case FINALIZING, COMPLETED, FAILED, EXPIRED ->
          throw Problem.of(
                  Problem.Kind.INVALID_REQUEST,
                  "Cannot cancel a batch with status '%s'.".formatted(batch.status().label()))
              .exception();
    };
  }

  /// What batches do, in numbers.
  public List<Metric> metrics() {
    return around.tally().metrics();
  }

  private void begin(String owner, String id) {
    BatchRun run = new BatchRun(around, new BatchRecords(state(), owner, id));
    Thread thread =
        Thread.ofVirtual()
            .name("batch")
            .unstarted(() -> {
              around.tally().began();
              try {
                run.run();
              } finally {
                around.tally().ended();
                running.remove(id);
              }
            });
    running.put(id, new Running(run, thread));
    thread.start();
  }

  /// Lets go of all batches; the server's next start takes them up.
  @Override
  public void close() {
    List<Running> left = List.copyOf(running.values());
    left.forEach(each -> each.run().close());
    left.forEach(each -> Threads.join(each.thread()));
  }

  private State state() {
    return foundation.state();
  }
}
