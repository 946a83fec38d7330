package dev.ponder.engine;

import dev.ponder.engine.PrefixCatalogue.Room;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// A folder of computed prefixes that outlives the process: a file per block of a cache, named for
/// what it depends on ([PrefixName]).
///
/// A file is written under another name and renamed when it is whole, and is checked when it is
/// read; what does not check is deleted with a line in the log, and computed again. Nothing is
/// forced to the disk, since after a power cut the check finds what is missing. The folder and its
/// files are for their owner only, for they hold what users wrote. Files that are not called as the
/// store's are left alone.
///
/// Thread-safe. One process at a time uses a folder.
public final class PrefixStore implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(PrefixStore.class.getName());
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final String DRAFT = ".tmp";
  private static final int MOST_FILES = 200_000;

  /// How long a disk that failed, a full one say, is left alone.
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Path folder;
  private final Limits limits;
  private final InstantSource clock;
  private final FileChannel lock;
  private final PrefixCatalogue catalogue;
  private volatile Instant writable = Instant.MIN;

  /// How much is kept, and for how long.
  ///
  /// @param bytes of all files together
  /// @param age after which a file that nothing used goes
  public record Limits(long bytes, Duration age) {
    public Limits {
      if (bytes < 1 || !age.isPositive()) {
        throw new IllegalArgumentException("nothing could be kept");
      }
    }
  }

  private PrefixStore(Path folder, Limits limits, InstantSource clock, FileChannel lock) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
    this.lock = lock;
    this.catalogue = new PrefixCatalogue(new Room(limits.bytes(), MOST_FILES));
  }

  /// The store in that folder, which is made if it is not there.
  ///
  /// @throws IOException when it cannot be used; the message says why
  public static PrefixStore open(Path folder, Limits limits) throws IOException {
    return open(folder, limits, InstantSource.system());
  }

  static PrefixStore open(Path folder, Limits limits, InstantSource clock) throws IOException {
    Files.createDirectories(folder, permissions("rwx------"));
    requireOwn(folder);
    FileChannel lock = lock(folder);
    try {
      PrefixStore store = new PrefixStore(folder, limits, clock, lock);
      store.list();
      store.expire();
      return store;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Whoever may write there could change what the model believes to have read.
  private static void requireOwn(Path folder) throws IOException {
    if (POSIX) {
      Set<PosixFilePermission> given = Files.getPosixFilePermissions(folder);
      if (given.contains(PosixFilePermission.GROUP_WRITE)
          || given.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new IOException(
            "others may write to the folder %s: chmod 700 makes it yours".formatted(folder));
      }
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileChannel channel =
        FileChannel.open(folder.resolve("lock"), options, permissions("rw-------"));
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException sameProcess) {
      // As if it were another's.
    }
    channel.close();
    throw new IOException("another server keeps its prefixes in " + folder);
  }

  private void list() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        list(file);
      }
    }
  }

  private void list(Path file) throws IOException {
    String called = file.getFileName().toString();
    boolean draft = called.endsWith(DRAFT);
    Optional<PrefixName> name =
        PrefixName.of(draft ? called.substring(0, called.length() - DRAFT.length()) : called);
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (name.isEmpty() || !attributes.isRegularFile()) {
      return;
    }
    if (draft) {
      // Its writer was stopped.
      Files.deleteIfExists(file);
      return;
    }
    catalogue.add(name.get(), attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  /// What is computed in one way.
  public PrefixShelf shelf(String identity) {
    return new PrefixShelf(this, identity);
  }

  Instant now() {
    return clock.instant();
  }

  /// Whether there is such a file, by the catalogue.
  boolean has(PrefixName name) {
    return catalogue.has(name);
  }

  /// Those files are used again.
  void touch(Iterable<PrefixName> names, Instant used) {
    for (PrefixName name : names) {
      if (catalogue.touch(name, used)) {
        try {
          Files.setLastModifiedTime(path(name), FileTime.from(used));
        } catch (IOException e) {
          // Who fetches it finds out.
          LOGGER.log(Level.DEBUG, "a prefix's time cannot be set", e);
        }
      }
    }
  }

  /// Writes a packed parcel, at the cost of what was not used for longest; not if the disk failed a
  /// moment ago.
  void write(PrefixName name, Parcel parcel, Instant used) {
    if (catalogue.has(name) || parcel.size() > limits.bytes() || now().isBefore(writable)) {
      return;
    }
    delete(parcel.size());
    Path draft = folder.resolve(name.file() + DRAFT);
    try {
      write(draft, parcel);
      Files.setLastModifiedTime(draft, FileTime.from(used));
      Files.move(draft, path(name), StandardCopyOption.ATOMIC_MOVE);
      catalogue.add(name, parcel.size(), used);
    } catch (IOException e) {
      writable = now().plus(PAUSE);
      LOGGER.log(Level.WARNING, "no prefixes are written for a minute: " + e);
      discard(draft);
    }
  }

  private static void write(Path draft, Parcel parcel) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try (FileChannel file = FileChannel.open(draft, options, permissions("rw-------"))) {
      parcel.write(file);
    }
  }

  /// Fills the parcel with what is wanted; false when there is no such file, or was none that could
  /// be used.
  ///
  /// @param content length of the block
  boolean read(Wanted wanted, Parcel parcel, long content) {
    Path path = path(wanted.name());
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      parcel.read(file, wanted, content);
      return true;
    } catch (NoSuchFileException gone) {
      catalogue.remove(wanted.name());
    } catch (IOException e) {
      LOGGER.log(
          Level.WARNING, "a prefix that cannot be used is deleted, {0}: {1}", path, e.toString());
      catalogue.remove(wanted.name());
      discard(path);
    }
    return false;
  }

  /// Deletes what nothing used for too long.
  void expire() {
    delete(0);
  }

  private void delete(long needed) {
    Instant since = now().minus(limits.age());
    for (PrefixName name : catalogue.surplus(needed, since)) {
      discard(path(name));
    }
  }

  private static void discard(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "a prefix cannot be deleted: " + e);
    }
  }

  private Path path(PrefixName name) {
    return folder.resolve(name.file());
  }

  private static FileAttribute<?>[] permissions(String text) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }

  /// Lets another process use the folder. Engines that use the store must be closed.
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "the lock of the prefixes cannot be let go", e);
    }
  }
}
