package dev.ponder.state;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/// Everything that outlives a request: objects, lists of items that belong to them, contents of
/// files, keys. One per server; any number of threads may use it.
public final class State implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(State.class.getName());

  private final Storage storage;
  private final Keys keys;
  private final Retention retention = new Retention(this);

  private State(Storage storage, Clock clock) {
    this.storage = storage;
    keys = new Keys(storage.reads(), storage.writes(), clock);
  }

  /// Opens state for a server, and makes it when it is not there. No second server may open it.
  ///
  /// @throws StateException when it is in use, damaged, newer than we are, or cannot be reached
  public static State open(Location location) {
    return open(location, Clock.systemUTC());
  }

  static State open(Location location, Clock clock) {
    return new State(Storage.open(location, clock), clock);
  }

  /// Opens state that a server may be using, to look after its keys. Contents of files are out of
  /// reach.
  ///
  /// @throws StateException as [#open]
  public static State beside(Location location) {
    Clock clock = Clock.systemUTC();
    return new State(Storage.beside(location, clock), clock);
  }

  /// State in memory, of which nothing is left when it is closed. No file is ever written.
  public static State temporary() {
    return temporary(Clock.systemUTC());
  }

  static State temporary(Clock clock) {
    return new State(Storage.temporary(clock), clock);
  }

  /// Runs the function on one consistent view of everything that was written so far. It may run
  /// more than once, and must not call this state.
  ///
  /// @throws StateException when the database fails
  public <T> T read(Function<Reader, T> work) {
    return storage.reads().run(work::apply);
  }

  /// Runs the function as one transaction, which survives whatever happens to the machine once this
  /// returns. When the function throws, nothing of it remains and the caller gets what it threw. It
  /// must not call this state, and be quick: others wait.
  ///
  /// @throws StateException when the database fails
  public <T> T write(Function<Writer, T> work) {
    return transaction(work::apply);
  }

  <T> T transaction(Function<Session, T> work) {
    record Outcome<T>(T value, Set<String> unreferenced) {}
    Outcome<T> outcome =
        storage.writes().run(session -> new Outcome<>(work.apply(session), session.unreferenced()));
    outcome.unreferenced().forEach(this::deleteBlob);
    return outcome.value();
  }

  /// The transaction is done; what cannot be deleted now is found at the next start.
  private void deleteBlob(String id) {
    try {
      storage.blobs().delete(id);
    } catch (IOException | StateException e) {
      LOG.log(System.Logger.Level.WARNING, "contents {0} were not deleted: {1}", id, e);
    }
  }

  /// Contents of files.
  public Blobs blobs() {
    return storage.blobs();
  }

  public Keys keys() {
    return keys;
  }

  public Retention retention() {
    return retention;
  }

  /// 256 random bits that this state keeps under that name, made when first asked for: what the
  /// server encrypts with for its clients to bring back.
  public byte[] secret(String name) {
    return storage.writes().run(session -> new SecretTable(session.sql()).value(name));
  }

  /// On a thread of the system's: this may wait for others, and would pin what carries a virtual
  /// thread.
  void scrub() {
    Database database = storage.database();
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          database.scrub();
          return true;
        });
    Lane.await(Thread.ofPlatform().daemon().name("ponder-state-scrubber").start(task));
    if (task.state() == Future.State.FAILED) {
      throw task.exceptionNow() instanceof SQLException failure
          ? database.explain(failure)
          : new IllegalStateException(task.exceptionNow());
    }
  }

  /// Ends what is under way and gives the state back.
  @Override
  public void close() {
    try {
      keys.noteUse();
    } catch (StateException e) {
      LOG.log(System.Logger.Level.DEBUG, "the use of keys was not noted", e);
    }
    storage.close();
  }
}
