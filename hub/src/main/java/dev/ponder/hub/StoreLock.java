package dev.ponder.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/// The right to change one folder of the store. The system takes it back when the process dies.
final class StoreLock implements AutoCloseable {
  private static final String FILE = ".lock";

  private final Path folder;
  private final FileChannel channel;

  private StoreLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /// @throws HubException when somebody else has it
  static StoreLock take(Path folder) throws IOException {
    Optional<StoreLock> lock = tryTake(folder);
    while (lock.isEmpty()) {
      Files.createDirectories(folder);
      lock = tryTake(folder);
    }
    return lock.get();
  }

  /// Empty when the file was deleted, by its last holder, between making and locking it. Which file
  /// it is must be asked without opening it: to close any channel of a locked file gives the lock
  /// back, whichever channel has it.
  private static Optional<StoreLock> tryTake(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    FileChannel channel;
    Optional<Object> made;
    try {
      made = made(file);
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      if (!locked(channel)) {
        throw new HubException(
            "'%s' is being pulled%s; wait for that, or stop it"
                .formatted(folder.getFileName(), holder(channel)));
      }
      if (key(file).equals(made)) {
        channel.truncate(0);
        String own = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(own.getBytes(StandardCharsets.US_ASCII)), 0);
        return Optional.of(new StoreLock(folder, channel));
      }
      channel.close();
      return Optional.empty();
    } catch (NoSuchFileException e) {
      channel.close();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// Makes the file unless it is there, and says which one it is.
  private static Optional<Object> made(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // Somebody has the lock, or died with it.
    }
    return key(file);
  }

  /// Empty where the system does not number its files, which is where open ones cannot be deleted.
  private static Optional<Object> key(Path file) throws IOException {
    return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  static boolean isLock(Path file) {
    return file.endsWith(FILE);
  }

  /// Gives it back; a folder that holds nothing else goes too.
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // It holds a model, or what is to become one.
    } finally {
      channel.close();
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(60);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    return pid.matches("\\d+\n") ? " by process " + pid.strip() : "";
  }
}
