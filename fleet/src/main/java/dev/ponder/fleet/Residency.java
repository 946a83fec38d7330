package dev.ponder.fleet;

import dev.ponder.core.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Decides which models are in memory.
///
/// A model is loaded when it is first leased, one model at a time, on a thread of its own: whoever
/// asked waits, and may stop waiting without harm to the others. Before a load, the memory that it
/// takes is set aside. What lacks is made by unloading idle models, least recently used first; when
/// no model is idle, the least recently used one lets nobody new in, so that it becomes idle after
/// the answers that it is making. An answer in the making is never cut off.
///
/// One lock guards every slot; loading and closing happen outside it.
final class Residency {
  /// How long a failure to load is repeated to whoever asks before it is tried again: a request
  /// must not be able to keep the machine busy with what cannot work.
  static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private static final Comparator<Slot.Tenancy> LEAST_RECENT =
      Comparator.comparingLong(Slot.Tenancy::lastUse);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Slot> slots = new ArrayList<>();
  private final long budget;
  private final InstantSource clock;
  private long used;
  private long uses;
  private long loads;
  private long unloads;
  private boolean loading;
  private boolean closed;

  /// What has happened and is the case.
  record Tally(long loads, long unloads, long usedBytes) {}

  /// @param budget bytes that all models in memory may take together
  Residency(long budget, InstantSource clock) {
    this.budget = budget;
    this.clock = clock;
  }

  /// Makes a slot for that source.
  Slot add(ModelSource source) {
    return locked(() -> {
      Slot slot = new Slot(source);
      slots.add(slot);
      return slot;
    });
  }

  /// Gives a slot what it is to load from now on, see [Slot#replace].
  void replace(Slot slot, ModelSource source) {
    locked(() -> slot.replace(source));
  }

  /// Forgets a slot whose model is not in memory; tells whether it was so.
  boolean remove(Slot slot) {
    return locked(() -> slot.isAbsent() && slots.remove(slot));
  }

  /// The model in memory, to be used until the lease is closed; loads it first if need be.
  ///
  /// @throws Problem.Exceptional when it cannot be loaded
  /// @throws InterruptedException when the wait was called off
  Lease lease(Slot slot) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long loadsSeen = 0;
      while (true) {
        refuseWhenClosed();
        Optional<Slot.Tenancy> open = slot.tenancy().filter(tenancy -> !tenancy.wanted());
        if (open.isPresent()) {
          open.get().lease(++uses);
          return new Lease(open.get());
        }
        if (slot.state() instanceof Slot.State.Failed failed
            && (loadsSeen > 0 || isFresh(failed))) {
          throw failed.problem().exception();
        }
        if (slot.isAbsent() && !loading) {
          startLoading(slot);
        }
        loadsSeen += slot.state() instanceof Slot.State.Loading ? 1 : 0;
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The use of a model in memory.
  final class Lease implements AutoCloseable {
    private final Slot.Tenancy tenancy;

    private Lease(Slot.Tenancy tenancy) {
      this.tenancy = tenancy;
    }

    Resident resident() {
      return tenancy.resident();
    }

    @Override
    public void close() {
      locked(() -> {
        tenancy.release(++uses);
        changed.signalAll();
      });
    }
  }

  /// The model of that slot, if it is in memory. Only to read its counts, or to have it forget: it
  /// may be closed meanwhile.
  Optional<Resident> resident(Slot slot) {
    return locked(() -> slot.tenancy().map(Slot.Tenancy::resident));
  }

  Tally tally() {
    return locked(() -> new Tally(loads, unloads, used));
  }

  /// Refuses further leases, waits for those that are out, and unloads everything.
  void close() {
    locked(() -> {
      closed = true;
      changed.signalAll();
      while (loading || slots.stream().anyMatch(Slot::isBusy)) {
        changed.awaitUninterruptibly();
      }
      for (Slot slot : List.copyOf(slots)) {
        slot.tenancy().ifPresent(tenancy -> unload(slot, tenancy));
      }
    });
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw Problem.of(Problem.Kind.UNAVAILABLE, "The server is shutting down.").exception();
    }
  }

  private boolean isFresh(Slot.State.Failed failed) {
    return clock.instant().isBefore(failed.when().plus(RETRY_AFTER));
  }

  private void startLoading(Slot slot) {
    loading = true;
    slot.become(new Slot.State.Loading());
    ModelSource source = slot.source();
    Thread.ofPlatform()
        .name("ponder-load-" + source.info().id())
        .daemon(true)
        .start(() -> locked(() -> load(slot, source)));
  }

  private void load(Slot slot, ModelSource source) {
    Slot.State outcome = new Slot.State.Absent();
    try {
      outcome = load(source);
    } finally {
      slot.become(outcome);
      loading = false;
      changed.signalAll();
    }
  }

  private Slot.State load(ModelSource source) {
    try {
      long bytes = source.bytes();
      makeRoom(source, bytes);
      used += bytes;
      return new Slot.State.Ready(new Slot.Tenancy(loadOrRelease(source, bytes), bytes));
    } catch (Problem.Exceptional e) {
      return new Slot.State.Failed(e.problem(), clock.instant());
    } catch (RuntimeException | Error e) {
      String message = "The model '%s' could not be loaded: %s.".formatted(source.info().id(), e);
      return new Slot.State.Failed(Problem.of(Problem.Kind.INTERNAL, message), clock.instant());
    }
  }

  private Resident loadOrRelease(ModelSource source, long bytes) {
    boolean loaded = false;
    try {
      Resident resident = unlocked(source::load);
      loaded = true;
      loads++;
      return resident;
    } finally {
      if (!loaded) {
        used -= bytes;
      }
    }
  }

  private void makeRoom(ModelSource source, long bytes) {
    if (bytes > budget) {
      throw Problem.of(
              Problem.Kind.INTERNAL,
              "The model '%s' takes %,d MiB of memory, but all models together may take %,d MiB."
                  .formatted(source.info().id(), bytes >> 20, budget >> 20))
          .exception();
    }
    try {
      while (used + bytes > budget) {
        refuseWhenClosed();
        unloadOne();
      }
    } finally {
      slots.forEach(slot -> slot.tenancy().ifPresent(Slot.Tenancy::wantNoMore));
    }
  }

  /// Unloads an idle model, or waits until something has changed that may make one idle.
  private void unloadOne() {
    Optional<Slot> idle = leastRecent(Slot::isIdle);
    if (idle.isPresent()) {
      unload(idle.get(), idle.get().tenancy().orElseThrow());
      return;
    }
    leastRecent(Slot::isBusy).flatMap(Slot::tenancy).ifPresent(Slot.Tenancy::want);
    changed.awaitUninterruptibly();
  }

  private Optional<Slot> leastRecent(Predicate<Slot> which) {
    return slots.stream()
        .filter(which)
        .min(Comparator.comparing(slot -> slot.tenancy().orElseThrow(), LEAST_RECENT));
  }

  private void unload(Slot slot, Slot.Tenancy tenancy) {
    slot.become(new Slot.State.Closing());
    try {
      unlocked(() -> {
        tenancy.resident().close();
        return tenancy;
      });
    } finally {
      used -= tenancy.bytes();
      unloads++;
      slot.become(new Slot.State.Absent());
      changed.signalAll();
    }
  }

  private void locked(Runnable action) {
    locked(() -> {
      action.run();
      return this;
    });
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /// Runs what takes long while others may take the lock.
  private <T> T unlocked(Supplier<T> action) {
    lock.unlock();
    try {
      return action.get();
    } finally {
      lock.lock();
    }
  }
}
