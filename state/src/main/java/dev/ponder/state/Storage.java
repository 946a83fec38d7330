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
  private static final int NAME = 16;
  private static final long MOST_IN_MEMORY = 256L << 20;

  static Storage open(Location location, Clock clock) {
    Folders.made(location.folder());
    FolderLock lock = FolderLock.take(location.folder());
    try {
      return locked(location, lock, clock);
    } catch (RuntimeException e) {
      close(lock);
      throw e;
    }
  }

  private static Storage locked(Location location, FolderLock lock, Clock clock) {
    Database database = database(location);
    WriteLoop writes = new WriteLoop(database, migrated(database, clock), clock);
    ReadLanes reads = new ReadLanes(database, READERS, clock);
    try {
      FolderBlobs blobs = blobs(location.folder(), writes);
      blobs.deleteOrphans(id -> reads.run(session -> session.isReferenced(id)));
      return new Storage(database, reads, writes, blobs, Optional.of(lock));
    } catch (RuntimeException e) {
      reads.close();
      writes.close();
      throw e;
    }
  }

  /// Each database has a folder for its files, named by something that is in the database and moves
  /// with it: what one does not know may be another's.
  private static FolderBlobs blobs(Path folder, Lane writes) {
    byte[] identity = writes.run(session -> new SecretTable(session.sql()).value("identity"));
    String name = Digests.hex(Digests.sha256().digest(identity)).substring(0, NAME);
    return new FolderBlobs(Folders.made(folder.resolve("files").resolve(name)));
  }

  static Storage beside(Location location, Clock clock) {
    Folders.made(location.folder());
    Database database = database(location);
    WriteLoop writes = new WriteLoop(database, migrated(database, clock), clock);
    ReadLanes reads = new ReadLanes(database, 1, clock);
    return new Storage(database, reads, writes, new MemoryBlobs(0), Optional.empty());
  }

  /// There is nothing to read in a database in memory but by the connection that writes it.
  static Storage temporary(Clock clock) {
    Database database = new SqliteDatabase(Optional.empty());
    Lane lane = new WriteLoop(database, migrated(database, clock), clock);
    return new Storage(database, lane, lane, new MemoryBlobs(MOST_IN_MEMORY), Optional.empty());
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

  void close() {
    reads.close();
    writes.close();
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
