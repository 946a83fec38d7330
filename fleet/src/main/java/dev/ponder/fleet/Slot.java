package dev.ponder.fleet;

import dev.ponder.core.Problem;
import java.time.Instant;
import java.util.Optional;

/// One model's place in the fleet. Everything here is guarded by the lock of [Residency].
final class Slot {
  private ModelSource source;
  private State state = new State.Absent();

  /// Where the model is.
  sealed interface State {
    /// Not in memory.
    record Absent() implements State {}

    /// Not in memory, because loading it failed at that time.
    record Failed(Problem problem, Instant when) implements State {}

    /// Being loaded, or waiting for memory.
    record Loading() implements State {}

    /// In memory.
    record Ready(Tenancy tenancy) implements State {}

    /// Giving its memory back.
    record Closing() implements State {}
  }

  /// A model in memory and who uses it.
  static final class Tenancy {
    private final Resident resident;
    private final long bytes;
    private int leases;
    private long lastUse;
    private boolean wanted;

    Tenancy(Resident resident, long bytes) {
      this.resident = resident;
      this.bytes = bytes;
    }

    Resident resident() {
      return resident;
    }

    long bytes() {
      return bytes;
    }

    void lease(long time) {
      leases++;
      lastUse = time;
    }

    void release(long time) {
      leases--;
      lastUse = time;
    }

    long lastUse() {
      return lastUse;
    }

    /// Whether its memory is waited for: then nobody new gets in.
    boolean wanted() {
      return wanted;
    }

    void want() {
      wanted = true;
    }

    void wantNoMore() {
      wanted = false;
    }
  }

  Slot(ModelSource source) {
    this.source = source;
  }

  ModelSource source() {
    return source;
  }

  State state() {
    return state;
  }

  void become(State next) {
    state = next;
  }

  /// Whether its model is not in memory, nor about to be.
  boolean isAbsent() {
    return switch (state) {
      case State.Absent _, State.Failed _ -> true;
      case State.Loading _, State.Ready _, State.Closing _ -> false;
    };
  }

  /// Whether its model is in memory and in use.
  boolean isBusy() {
    return tenancy().filter(tenancy -> tenancy.leases > 0).isPresent();
  }

  /// Whether its model is in memory for nothing.
  boolean isIdle() {
    return tenancy().filter(tenancy -> tenancy.leases == 0).isPresent();
  }

  Optional<Tenancy> tenancy() {
    return state instanceof State.Ready(Tenancy tenancy) ? Optional.of(tenancy) : Optional.empty();
  }

  /// Takes another source for what is loaded next. What is in memory stays until it makes room.
  void replace(ModelSource next) {
    if (!next.equals(source)) {
      source = next;
      if (state instanceof State.Failed) {
        state = new State.Absent();
      }
    }
  }
}
