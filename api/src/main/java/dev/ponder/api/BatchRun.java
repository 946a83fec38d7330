package dev.ponder.api;

import dev.ponder.core.Problem;
import dev.ponder.protocol.objects.BatchEndpoint;
import dev.ponder.protocol.objects.BatchObject;
import dev.ponder.protocol.objects.BatchProblem;
import dev.ponder.protocol.objects.BatchStatus;
import dev.ponder.state.StateException;
import dev.ponder.state.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one batch to its end, from wherever it stands: validates its input, answers its lines and
/// makes its files. Runs on a thread of its own, with one more for each line in work.
///
/// Each step begins from what is stored and ends with a transaction, so a run that is broken off,
/// in whatever way, is taken up by the next one. A line that is broken off is done again.
final class BatchRun {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);

  /// How often it is looked whether the time is up.
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private static final int GLANCES_OF_REST = 10;

  private final Surroundings around;
  private final BatchRecords records;
  private final BatchLines lines;
  private final Set<Thread> working = ConcurrentHashMap.newKeySet();
  private volatile Stop stop = Stop.NONE;

  /// What all runs share.
  ///
  /// @param turns for lines of all batches
  record Surroundings(
      Foundation foundation, Endpoints endpoints, Semaphore turns, BatchTally tally) {}

  /// What answers the lines of each kind of batch.
  interface Endpoints {
    LineAnswerer of(BatchEndpoint endpoint);
  }

  /// Why no further line is begun.
  private enum Stop {
    NONE,
    /// The client wants no more.
    CANCELLED,
    /// The time is up.
    EXPIRED,
    /// The server stops; the next one goes on.
    CLOSED
  }

  BatchRun(Surroundings around, BatchRecords records) {
    this.around = around;
    this.records = records;
    this.lines = new BatchLines(records, around.tally());
  }

  /// No further lines; those in work are given up.
  void cancel() {
    halt(Stop.CANCELLED);
  }

  /// Lets go of everything as it is.
  void close() {
    halt(Stop.CLOSED);
  }

  private synchronized void halt(Stop why) {
    if (stop == Stop.NONE || why == Stop.CLOSED) {
      stop = why;
    }
    working.forEach(Thread::interrupt);
  }

  void run() {
    try {
      advance();
    } catch (InterruptedException e) {
      LOG.debug("Batch {} was left", records.id());
    } catch (StateException e) {
      leave(e);
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  private void advance() throws IOException, InterruptedException {
    BatchObject batch = records.batch();
    if (batch.status() == BatchStatus.VALIDATING) {
      batch = validate(batch);
    }
    if (batch.status() == BatchStatus.IN_PROGRESS) {
      work(batch);
      batch = records.batch();
    }
    while (stop == Stop.NONE && lacksResults(batch)) {
      rest();
      work(batch);
      batch = records.batch();
    }
    if (stop == Stop.CLOSED || batch.status().isFinal()) {
      return;
    }
    if (batch.status() == BatchStatus.IN_PROGRESS) {
      batch = records.change(this::finalizing);
    }
    records.finish(last(batch), now());
  }

  /// Whether results were made that could not be stored.
  private static boolean lacksResults(BatchObject batch) {
    BatchObject.Counts counts = batch.counts();
    return batch.status() == BatchStatus.IN_PROGRESS
        && counts.completed() + counts.failed() < counts.total();
  }

  /// Lets whatever is wrong with the store pass.
  private void rest() throws InterruptedException {
    for (int i = 0; i < GLANCES_OF_REST && stop == Stop.NONE; i++) {
      Thread.sleep(GLANCE);
    }
  }

  /// Unless it was cancelled just now.
  private BatchObject finalizing(BatchObject batch) {
    return batch.status() == BatchStatus.IN_PROGRESS
        ? batch.become(BatchStatus.FINALIZING, now())
        : batch;
  }

  /// What a batch becomes of which nothing is to be answered any more.
  private BatchStatus last(BatchObject batch) {
    if (batch.status() == BatchStatus.CANCELLING) {
      return BatchStatus.CANCELLED;
    }
    return records.expired() ? BatchStatus.EXPIRED : BatchStatus.COMPLETED;
  }

  private BatchObject validate(BatchObject batch) throws IOException {
    BatchFile.Findings found = input(batch).examine(around.foundation().catalog());
    return records.change(current -> {
      if (current.status() != BatchStatus.VALIDATING) {
        return current;
      }
      return found.problems().isEmpty()
          ? current.withLines(found.lines(), found.model()).become(BatchStatus.IN_PROGRESS, now())
          : current.withProblems(found.problems()).become(BatchStatus.FAILED, now());
    });
  }

  private BatchFile input(BatchObject batch) {
    StoredObject file =
        new FileOperations(around.foundation()).stored(records.owner(), batch.order().inputFile());
    return new BatchFile(
        around.foundation().state().blobs(), FileOperations.blob(file), batch.order().endpoint());
  }

  // Lines

  private void work(BatchObject batch) throws IOException, InterruptedException {
    Set<Integer> done = records.done();
    Caller caller = records.caller();
    LineAnswerer answerer = around.endpoints().of(batch.order().endpoint());
    List<Thread> threads = new ArrayList<>();
    try {
      input(batch)
          .forEach((number, line) ->
              done.contains(number)
                  || begin(batch, threads, () -> lines.answer(number, line, answerer, caller)));
      for (Thread thread : threads) {
        awaitEnd(thread, batch);
      }
    } finally {
      threads.forEach(Thread::interrupt);
      threads.forEach(Threads::join);
    }
    if (stop == Stop.EXPIRED) {
      missRest(batch);
    }
  }

  /// Waits for a turn and starts the line; false when no further one is to be begun.
  private boolean begin(BatchObject batch, List<Thread> threads, Runnable line)
      throws InterruptedException {
    while (stop == Stop.NONE && !expired(batch)) {
      if (around.turns().tryAcquire(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.removeIf(thread -> !thread.isAlive());
        Thread thread = Thread.ofVirtual().name("batch-line").unstarted(() -> turn(line));
        working.add(thread);
        threads.add(thread);
        thread.start();
        return true;
      }
    }
    return false;
  }

  private void turn(Runnable line) {
    try {
      if (stop == Stop.NONE) {
        line.run();
      }
    } catch (RuntimeException e) {
      LOG.error("A line of batch {} was not stored", records.id(), e);
    } finally {
      working.remove(Thread.currentThread());
      around.turns().release();
    }
  }

  private boolean expired(BatchObject batch) {
    if (stop == Stop.NONE && !now().isBefore(batch.expires())) {
      halt(Stop.EXPIRED);
    }
    return stop == Stop.EXPIRED;
  }

  private void awaitEnd(Thread thread, BatchObject batch) throws InterruptedException {
    while (!thread.join(GLANCE)) {
      expired(batch);
    }
  }

  /// Says of every line that has no result that its time is up.
  private void missRest(BatchObject batch) throws IOException, InterruptedException {
    records.expire();
    Set<Integer> done = records.done();
    input(batch)
        .forEach((number, line) -> {
          if (!done.contains(number)) {
            lines.miss(number, line);
          }
          return stop != Stop.CLOSED;
        });
  }

  /// What is wrong with the store is not the batch's fault: the next start goes on with it.
  private void leave(StateException e) {
    switch (e.reason()) {
      case CLOSED -> LOG.debug("Batch {} was left", records.id());
      case FULL, READ_ONLY, UNREACHABLE, FAILED, IN_USE ->
          LOG.error("Batch {} was left until the next start", records.id(), e);
      case PRESENT, ABSENT, TOO_LARGE, DAMAGED, NEWER, MISNAMED -> fail(e);
    }
  }

  private void fail(Exception e) {
    LOG.error("Batch {} failed", records.id(), e);
    String message =
        e instanceof Problem.Exceptional problem
            ? problem.problem().message()
            : "The server failed to work on this batch.";
    try {
      records.change(batch ->
          batch
              .withProblems(List.of(BatchProblem.ofFile("server_error", message)))
              .become(BatchStatus.FAILED, now()));
    } catch (RuntimeException again) {
      LOG.error("Batch {} could not be marked as failed", records.id(), again);
    }
  }

  private Instant now() {
    return around.foundation().clock().instant();
  }
}
