package dev.ponder.state;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/// What state is made of.
///
/// @param lock given back last; empty for those who stand beside a server
record Storage(Database database, Lane reads, Lane writes, Blobs blobs, Optional<FolderLock> lock) {
  private static final int READERS = 4;
  private static final long MOST_IN_MEMORY = 256L << 20;

  static Storage open(Location location, Clock clock) {
    Path folder = Folders.made(location.folder());
    FolderLock lock = FolderLock.take(folder);
    try {
      Storage storage = on(location, clock, Optional.of(lock));
      storage.deleteOrphans(folder);
      return storage;
    } catch (RuntimeException e) {
      close(lock);
      throw e;
    }
  }

  static Storage beside(Location location, Clock clock) {
    Folders.made(location.folder());
    return on(location, clock, Optional.empty());
  }

  /// There is nothing to read in a database in memory but by the connection that writes it.
  static Storage temporary(Clock clock) {
    Database database = new SqliteDatabase(Optional.empty());
    Lane lane = new WriteLoop(database, migrated(database, clock), clock);
    return new Storage(database, lane, lane, new MemoryBlobs(MOST_IN_MEMORY), Optional.empty());
  }

  private static Storage on(Location location, Clock clock, Optional<FolderLock> lock) {
    Database database = database(location);
    Path blobs = Folders.made(location.folder().resolve("files"));
    Connection writer = migrated(database, clock);
    return new Storage(
        database,
        new ReadLanes(database, READERS, clock),
        new WriteLoop(database, writer, clock),
        new FolderBlobs(blobs),
        lock);
  }

  static Database database(Location location) {
    return switch (location) {
      case Location.Folder(Path folder) ->
          new SqliteDatabase(Optional.of(Folders.madeFile(folder.resolve("state.db"))));
      case Location.Server server -> new PostgresDatabase(server);
    };
  }

  private static Connection migrated(Database database, Clock clock) {
    try {
      Connection writer = database.writer();
      try {
        Migrations.ALL.run(database, writer, clock.instant());
        return writer;
      } catch (SQLException | RuntimeException e) {
        Lane.close(writer);
        throw e;
      }
    } catch (SQLException e) {
      throw database.explain(e);
    }
  }

  private void deleteOrphans(Path folder) {
    try {
      if (blobs instanceof FolderBlobs files) {
        files.deleteOrphans(id -> reads.run(session -> session.isReferenced(id)));
      }
    } catch (IOException e) {
      closeLanes();
      throw new StateException(
          StateException.Reason.FAILED,
          "%s cannot be tidied: %s".formatted(folder, e.getMessage()),
          e);
    }
  }

  private void closeLanes() {
    reads.close();
    writes.close();
  }

  void close() {
    closeLanes();
    lock.ifPresent(Storage::close);
  }

  private static void close(FolderLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      System.getLogger(Storage.class.getName())
          .log(System.Logger.Level.DEBUG, "a lock did not close", e);
    }
  }
}
