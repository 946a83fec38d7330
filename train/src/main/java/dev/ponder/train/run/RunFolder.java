package dev.ponder.train.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The right to train in a folder. The system takes it back when the process dies.
final class RunFolder implements AutoCloseable {
  private final FileChannel lock;

  private RunFolder(FileChannel lock) {
    this.lock = lock;
  }

  /// Makes the folder if it is not there.
  ///
  /// @throws TrainingException when that is not possible, or another process trains in it
  static RunFolder take(Path folder) {
    Path file = folder.resolve("lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new TrainingException(
            "another process trains in %s: stop that one, or name another folder"
                .formatted(folder));
      }
      return new RunFolder(channel);
    } catch (FileAlreadyExistsException e) {
      throw new TrainingException(folder + " is a file, not a folder", e);
    } catch (IOException e) {
      throw Disk.failure(file, e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new TrainingException("the folder's lock cannot be given back", e);
    }
  }
}
