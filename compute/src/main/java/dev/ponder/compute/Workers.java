package dev.ponder.compute;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A fixed team of threads, the caller among them, that works through index ranges together.
///
/// Only one thread at a time may call [#forEachBand]; it returns when all of the range is done.
///
/// A forward pass enters a region some two hundred times for each token, a few microseconds apart,
/// so helpers that wait for the next one spin before they park: waking a parked thread costs more
/// than many a region. The spin is short, so an idle team uses no processor, and on a machine with
/// more runnable threads than cores a waiting member soon leaves its core to a working one.
public final class Workers implements AutoCloseable {
  private static final long SPIN_NANOS = 50_000;
  private static final int SPINS_PER_CLOCK_READING = 16;

  /// Bytes; no vector is longer.
  static final int CACHE_LINE = 64;

  private final Helper[] helpers;
  private final MemorySegment[] scratch;

  private volatile Region region = new Region(0, 1, (_, _, _) -> {});
  private volatile @Nullable Thread parkedCaller;
  private volatile boolean closed;

  /// @param threads size of the team, the caller included; at least 1
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a team needs at least one thread, not " + threads);
    }
    helpers = new Helper[threads - 1];
    scratch = new MemorySegment[threads + 1];
    Arrays.fill(scratch, MemorySegment.NULL);
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper(i + 1);
    }
    try {
      for (Helper helper : helpers) {
        helper.thread.start();
      }
    } catch (Throwable tooMany) {
      close();
      throw tooMany;
    }
  }

  /// The size of the team, the caller included.
  public int threads() {
    return helpers.length + 1;
  }

  /// The address of memory of the team's member `worker` for the region it is in: at least `floats`
  /// long, aligned to [#CACHE_LINE], its contents undefined. Kept from region to region, so that
  /// none has to clear it anew, and freed with the team, or once the member has asked for more.
  long scratch(int worker, int floats) {
    long bytes = (long) Float.BYTES * floats;
    if (scratch[worker].byteSize() < bytes) {
      scratch[worker] = Arena.ofAuto().allocate(bytes, CACHE_LINE);
    }
    return scratch[worker].address();
  }

  /// Memory of the whole team, likewise: for the caller to fill in one region and all to read in
  /// the next.
  long sharedScratch(int floats) {
    return scratch(threads(), floats);
  }

  /// Work on the items from `from` to `to`, `to` excluded, on the team's member `worker`.
  public interface Band {
    void run(int from, int to, int worker);
  }

  /// Runs contiguous bands that together cover `[0, items)`, each a multiple of `grain` long except
  /// the last, and waits for them. An exception in a band is rethrown here.
  ///
  /// Bands are handed out on demand and grow shorter towards the end (guided self-scheduling,
  /// Polychronopoulos and Kuck 1987), so a member that loses its core for a while holds up the
  /// others by little. A member may run many bands or none; which one runs where is left to chance.
  ///
  /// @throws IllegalStateException when the team is closed
  public void forEachBand(int items, int grain, Band band) {
    if (closed) {
      throw new IllegalStateException("the team is closed");
    }
    if (items < 0 || grain < 1) {
      throw new IllegalArgumentException("cannot share %d items by %d".formatted(items, grain));
    }
    if (items <= grain || helpers.length == 0) {
      if (items > 0) {
        band.run(0, items, 0);
      }
      return;
    }
    Region started = new Region(items, grain, band);
    start(started);
    runBands(started, 0);
    awaitEnd(started);
    Throwable thrown = started.failure.get();
    if (thrown != null) {
      throw rethrown(thrown);
    }
  }

  private void start(Region started) {
    region = started;
    for (Helper helper : helpers) {
      if (helper.parked) {
        LockSupport.unpark(helper.thread);
      }
    }
  }

  /// Takes bands until there are none left.
  private void runBands(Region current, int worker) {
    int from = current.next.get();
    while (from < current.items) {
      int to = current.endOfBand(from, 2 * threads());
      if (current.next.compareAndSet(from, to)) {
        current.run(from, to, worker);
        if (current.done.addAndGet(to - from) == current.items) {
          wakeCaller();
        }
      }
      from = current.next.get();
    }
  }

  private void wakeCaller() {
    Thread caller = parkedCaller;
    if (caller != null) {
      LockSupport.unpark(caller);
    }
  }

  private void awaitEnd(Region current) {
    if (spunUntilEnd(current)) {
      return;
    }
    parkedCaller = Thread.currentThread();
    while (current.done.get() < current.items) {
      LockSupport.park(this);
    }
    parkedCaller = null;
  }

  private static boolean spunUntilEnd(Region current) {
    long start = System.nanoTime();
    do {
      for (int i = 0; i < SPINS_PER_CLOCK_READING; i++) {
        if (current.done.get() == current.items) {
          return true;
        }
        Thread.onSpinWait();
      }
    } while (System.nanoTime() - start < SPIN_NANOS);
    return false;
  }

  private static RuntimeException rethrown(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case Throwable e -> new IllegalStateException("a band threw a checked exception", e);
    };
  }

  /// Ends the helpers, from any thread and without waiting for them. A region under way is finished
  /// all the same: each member works off what it has taken, and the caller what is left. Closing
  /// again does nothing.
  @Override
  public void close() {
    closed = true;
    start(new Region(0, 1, (_, _, _) -> {}));
  }

  /// One call of [#forEachBand]. The caller waits for items, not for members: a helper that did not
  /// get a core in time finds nothing left in a region of the past and does no harm.
  private static final class Region {
    private final int items;
    private final int grain;
    private final Band band;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Region(int items, int grain, Band band) {
      this.items = items;
      this.grain = grain;
      this.band = band;
    }

    /// A part of what is left.
    private int endOfBand(int from, int parts) {
      int grains = Math.ceilDiv(items - from, grain);
      int taken = Math.max(1, grains / parts);
      return (int) Math.min(from + (long) taken * grain, items);
    }

    private void run(int from, int to, int worker) {
      try {
        band.run(from, to, worker);
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  /// One of the team's own threads.
  private final class Helper implements Runnable {
    private final int worker;
    private final Thread thread;
    private volatile boolean parked;

    Helper(int worker) {
      this.worker = worker;
      thread = Thread.ofPlatform().name("ponder-worker-" + worker).daemon().unstarted(this);
    }

    @Override
    public void run() {
      Region seen = region;
      runBands(seen, worker);
      while (!closed) {
        seen = regionAfter(seen);
        runBands(seen, worker);
      }
    }

    private Region regionAfter(Region seen) {
      long start = System.nanoTime();
      do {
        for (int i = 0; i < SPINS_PER_CLOCK_READING; i++) {
          Region current = region;
          if (current != seen) {
            return current;
          }
          Thread.onSpinWait();
        }
      } while (System.nanoTime() - start < SPIN_NANOS);
      parked = true;
      while (region == seen) {
        LockSupport.park(this);
      }
      parked = false;
      return region;
    }
  }
}
