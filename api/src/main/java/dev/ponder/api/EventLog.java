package dev.ponder.api;

import dev.ponder.core.Cancelled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The events of one response, from its maker to its readers. An event's place, from 0, is its
/// sequence number.
///
/// What is kept is bounded in characters. A log that [#passing] made lets its one reader take each
/// event once, and its writer waits for the reader. A log that [#keeping] made never lets its
/// writer wait; the oldest events go when there are too many, and who wants them then is told so.
final class EventLog {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /// What was forgotten leaves its place at the front for a while, so that forgetting is cheap.
  private final List<StreamEvent> events = new ArrayList<>();

  private final long room;
  private final Kind kind;

  /// How many events of the list are forgotten.
  private int forgotten;

  /// The sequence number of the list's first event.
  private long base;

  private long size;
  private Optional<Outcome> outcome = Optional.empty();

  private enum Kind {
    PASSING,
    KEEPING
  }

  private EventLog(long room, Kind kind) {
    this.room = room;
    this.kind = kind;
  }

  /// A log for one reader.
  ///
  /// @param room how many characters may wait for the reader
  static EventLog passing(long room) {
    return new EventLog(room, Kind.PASSING);
  }

  /// A log for any number of readers, who may come late.
  ///
  /// @param room how many characters are kept
  static EventLog keeping(long room) {
    return new EventLog(room, Kind.KEEPING);
  }

  /// Adds events.
  ///
  /// @throws Cancelled when the thread was interrupted while it waited for the reader
  void add(List<StreamEvent> more) throws Cancelled {
    lock.lock();
    try {
      for (StreamEvent event : more) {
        makeRoom();
        events.add(event);
        size += event.data().length();
        changed.signalAll();
      }
    } catch (InterruptedException e) {
      throw new Cancelled("called off while the reader was slow");
    } finally {
      lock.unlock();
    }
  }

  /// Adds last events without waiting for anyone.
  void addLast(List<StreamEvent> more) {
    lock.lock();
    try {
      events.addAll(more);
      more.forEach(event -> size += event.data().length());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Nothing follows.
  void end(Outcome how) {
    lock.lock();
    try {
      outcome = outcome.or(() -> Optional.of(how));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// What is at that place, or silence when nothing comes there for that long. A passing log
  /// forgets what it gives.
  ///
  /// @throws IllegalStateException when it is gone
  Reading.Step at(long place, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (place >= base + events.size() && outcome.isEmpty() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      if (place < base + forgotten) {
        throw new IllegalStateException("event " + place + " is gone");
      }
      if (place < base + events.size()) {
        return new Reading.Step.Event(take(place));
      }
      return outcome
          .<Reading.Step>map(Reading.Step.Ended::new)
          .orElseGet(Reading.Step.Silence::new);
    } finally {
      lock.unlock();
    }
  }

  /// The place of the first event that is still here.
  long first() {
    lock.lock();
    try {
      return base + forgotten;
    } finally {
      lock.unlock();
    }
  }

  /// The sequence number that the next event has.
  long next() {
    lock.lock();
    try {
      return base + events.size();
    } finally {
      lock.unlock();
    }
  }

  /// All events that are still here.
  List<StreamEvent> events() {
    lock.lock();
    try {
      return List.copyOf(events.subList(forgotten, events.size()));
    } finally {
      lock.unlock();
    }
  }

  private StreamEvent take(long place) {
    StreamEvent event = events.get((int) (place - base));
    if (kind == Kind.PASSING) {
      forget();
    }
    return event;
  }

  private void makeRoom() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    while (size >= room) {
      switch (kind) {
        case PASSING -> changed.await();
        case KEEPING -> forget();
      }
    }
  }

  private void forget() {
    size -= events.get(forgotten).data().length();
    forgotten++;
    if (forgotten > events.size() / 2) {
      events.subList(0, forgotten).clear();
      base += forgotten;
      forgotten = 0;
    }
    changed.signalAll();
  }
}
