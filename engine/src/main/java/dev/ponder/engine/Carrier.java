package dev.ponder.engine;

import dev.ponder.model.KvSpan;
import dev.ponder.model.ModelConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Reads and writes the files of one engine on a thread of its own, `ponder-prefixes`.
///
/// The engine's thread never waits for it: parcels, of which there is a fixed number in each
/// direction, go over in queues, and the engine's thread is woken when there is something for it to
/// take or room for something to write.
final class Carrier implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Carrier.class.getName());

  /// Memory for parcels in either direction, unless two take more.
  private static final long BUFFER_BYTES = 32L << 20;

  private static final int LEAST_PARCELS = 2;
  private static final int MOST_PARCELS = 256;
  private static final int MOST_JOBS = 4096;
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(5);
  private static final long PATIENCE_MILLIS = 50;

  /// What is fetched for one sequence, in order, as far as it can be.
  static final class Fetch {
    private final List<Wanted> wanted;
    private volatile boolean cancelled;

    Fetch(List<Wanted> wanted) {
      this.wanted = List.copyOf(wanted);
    }

    /// Nobody waits for the rest.
    void cancel() {
      cancelled = true;
    }
  }

  /// What the engine's thread finds.
  sealed interface Arrival {
    Fetch fetch();

    /// @param parcel to be given back by [Carrier#recycle]
    /// @param nanos that reading took
    record Delivered(Fetch fetch, Wanted wanted, Parcel parcel, long nanos) implements Arrival {}

    /// No more of that will come.
    record Over(Fetch fetch) implements Arrival {}
  }

  private sealed interface Job {
    record Get(Fetch fetch) implements Job {}

    record Put(PrefixName name, Parcel parcel, Instant used) implements Job {}

    record Touch(List<PrefixName> names, Instant used) implements Job {}
  }

  private final PrefixStore store;
  private final ModelConfig config;
  private final LinkedBlockingDeque<Job> jobs = new LinkedBlockingDeque<>(MOST_JOBS);
  private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Parcel> empties;
  private final BlockingQueue<Parcel> blanks;
  private final Thread thread;
  private volatile @Nullable Thread engine;
  private volatile boolean stopping;

  Carrier(PrefixStore store, ModelConfig config) {
    this.store = store;
    this.config = config;
    long content = 0;
    for (KvSpan span : KvSpan.values()) {
      content = Math.max(content, config.blockBytes(span));
    }
    int count = Math.clamp(BUFFER_BYTES / content, LEAST_PARCELS, MOST_PARCELS);
    empties = new ArrayBlockingQueue<>(count);
    blanks = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      empties.add(new Parcel(content));
      blanks.add(new Parcel(content));
    }
    thread = Thread.ofPlatform().name("ponder-prefixes").daemon().start(this::run);
  }

  /// The calling thread is woken from now on.
  void attend() {
    engine = Thread.currentThread();
  }

  /// Begins to fetch; false when there is too much to do.
  boolean get(Fetch fetch) {
    return jobs.offerFirst(new Job.Get(fetch));
  }

  Optional<Arrival> poll() {
    return Optional.ofNullable(arrivals.poll());
  }

  boolean hasArrivals() {
    return !arrivals.isEmpty();
  }

  /// A delivered parcel was unpacked.
  void recycle(Parcel parcel) {
    empties.add(parcel);
  }

  /// Whether [#put] would take a block now.
  boolean hasBlank() {
    return !blanks.isEmpty() && jobs.remainingCapacity() > 0;
  }

  /// Copies a block and has it written, if [#hasBlank].
  void put(Wanted block, MemorySegment content, Instant used) {
    Parcel parcel = blanks.poll();
    if (parcel != null) {
      parcel.pack(block.name(), block.tokens(), content);
      if (!jobs.offerLast(new Job.Put(block.name(), parcel, used))) {
        blanks.add(parcel);
      }
    }
  }

  /// Those files are used.
  void touch(List<PrefixName> names, Instant used) {
    // Where there is too much to do, they only seem older than they are.
    jobs.offerLast(new Job.Touch(List.copyOf(names), used));
  }

  private void run() {
    try {
      while (!stopping || !jobs.isEmpty()) {
        Job job = jobs.poll(stopping ? 0 : Duration.ofHours(1).toMillis(), TimeUnit.MILLISECONDS);
        if (job != null) {
          attempt(job);
        }
        store.expire();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whatever goes wrong with one job, the next is begun, and nobody waits for the end of this one.
  private void attempt(Job job) throws InterruptedException {
    try {
      switch (job) {
        case Job.Get(Fetch fetch) -> deliver(fetch);
        case Job.Put(PrefixName name, Parcel parcel, Instant used) ->
            store.write(name, parcel, used);
        case Job.Touch(List<PrefixName> names, Instant used) -> store.touch(names, used);
      }
    } catch (RuntimeException e) {
      LOGGER.log(Level.WARNING, "the prefix cache failed", e);
    } finally {
      over(job);
      LockSupport.unpark(engine);
    }
  }

  private void over(Job job) {
    switch (job) {
      case Job.Get(Fetch fetch) -> arrivals.add(new Arrival.Over(fetch));
      case Job.Put(_, Parcel parcel, _) -> blanks.add(parcel);
      case Job.Touch _ -> {}
    }
  }

  private void deliver(Fetch fetch) throws InterruptedException {
    for (Wanted wanted : fetch.wanted) {
      Optional<Parcel> parcel = empty(fetch);
      if (parcel.isEmpty()) {
        return;
      }
      long start = System.nanoTime();
      if (!store.read(wanted, parcel.get(), config.blockBytes(wanted.span()))) {
        empties.add(parcel.get());
        return;
      }
      long nanos = System.nanoTime() - start;
      arrivals.add(new Arrival.Delivered(fetch, wanted, parcel.get(), nanos));
      LockSupport.unpark(engine);
    }
  }

  /// One that the engine's thread has unpacked, as soon as there is one, unless nobody waits.
  private Optional<Parcel> empty(Fetch fetch) throws InterruptedException {
    while (!fetch.cancelled && !stopping) {
      Parcel parcel = empties.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      if (parcel != null) {
        return Optional.of(parcel);
      }
    }
    return Optional.empty();
  }

  /// Writes what was put, unless that takes too long, and stops.
  @Override
  public void close() {
    stopping = true;
    jobs.offerLast(new Job.Touch(List.of(), Instant.MIN));
    try {
      if (!thread.join(LONGEST_CLOSING)) {
        LOGGER.log(Level.WARNING, "the disk of the prefix cache does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
