package dev.ponder.train.run;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.DoubleSupplier;

/// A source's batches, each with the state that the source was in after it.
sealed interface Batches extends AutoCloseable {

  /// The next one.
  ///
  /// @param place of the step that wants it
  Prepared next(Place place) throws InterruptedException;

  @Override
  void close();

  /// @param state of the source after this batch and before the next
  record Prepared(Batch batch, byte[] state) {}

  /// Those of a source from a step on.
  ///
  /// @param used what is used of the budget now; read by another thread
  static Batches from(Source source, Budget budget, Standing start, DoubleSupplier used) {
    return source.ahead() == 0 ? new OnDemand(source) : new Ahead(source, budget, start, used);
  }

  /// Makes each when it is wanted.
  record OnDemand(Source source) implements Batches {
    @Override
    public Prepared next(Place place) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return new Prepared(source.batch(place), source.state());
    }

    @Override
    public void close() {}
  }

  /// Makes them on a thread of its own before they are wanted, no more than the source allows.
  final class Ahead implements Batches {
    private final Source source;
    private final Budget budget;
    private final DoubleSupplier usedNow;
    private final BlockingQueue<Made> queue;
    private final Thread thread;

    private Ahead(Source source, Budget budget, Standing start, DoubleSupplier usedNow) {
      this.source = source;
      this.budget = budget;
      this.usedNow = usedNow;
      queue = new ArrayBlockingQueue<>(source.ahead());
      thread = Thread.ofPlatform().name("ponder-batches").daemon().start(() -> make(start));
    }

    /// What came of an attempt to make one.
    private sealed interface Made {
      record Whole(Prepared prepared) implements Made {}

      record Failed(Throwable cause) implements Made {}
    }

    private void make(Standing start) {
      Place place = new Place(start.step() + 1, start.used());
      try {
        while (!Thread.interrupted()) {
          Prepared prepared;
          try {
            prepared = new Prepared(source.batch(place), source.state());
          } catch (RuntimeException | Error e) {
            queue.put(new Made.Failed(e));
            return;
          }
          queue.put(new Made.Whole(prepared));
          place = new Place(place.step() + 1, usedAfter(place, prepared.batch()));
        }
      } catch (InterruptedException closed) {
        // Nobody wants another.
      }
    }

    /// For a budget of tokens or steps, the sum that the run will come to; for one of time, what
    /// the clock says.
    private double usedAfter(Place place, Batch batch) {
      return switch (budget) {
        case Budget.Tokens _, Budget.Steps _ ->
            Math.min(1, place.used() + budget.part(batch.tokens(), 0));
        case Budget.Time _ -> usedNow.getAsDouble();
      };
    }

    @Override
    public Prepared next(Place place) throws InterruptedException {
      Made made = queue.take();
      // A batch may come just after the interrupt and be taken all the same.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return switch (made) {
        case Made.Whole(var prepared) -> prepared;
        case Made.Failed(RuntimeException cause) -> throw cause;
        case Made.Failed(Error cause) -> throw cause;
        case Made.Failed(var cause) -> throw new IllegalStateException(cause);
      };
    }

    @Override
    public void close() {
      thread.interrupt();
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
