package dev.ponder.train.run;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/// What is the same for all files of a run.
final class Disk {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private Disk() {}

  /// Makes new names in a folder durable, where the system can do that. A thread that is
  /// interrupted does it all the same, and is interrupted afterwards.
  static void sync(Path folder) throws IOException {
    boolean durable = !POSIX;
    boolean interrupted = false;
    try {
      while (!durable) {
        interrupted |= Thread.interrupted();
        durable = forced(folder);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// @return false when an interrupt came, which ends what is done through a channel; and there is
  ///   no other way
  private static boolean forced(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  /// Gives a file new contents, all at once.
  static void replace(Path file, byte[] contents) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(part, contents);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      discard(part, e);
      throw e;
    }
  }

  /// Deletes what was begun, if that is possible where something else has just failed.
  static void discard(Path begun, IOException failure) {
    try {
      Files.deleteIfExists(begun);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /// What to tell of a file that could not be written.
  static TrainingException failure(Path file, IOException failure) {
    String message = String.valueOf(failure.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    boolean full = lower.contains("no space left") || lower.contains("quota exceeded");
    return new TrainingException(
        full
            ? "the disk is full: %s could not be written; with room, the same command goes on from the last checkpoint"
                .formatted(file)
            : "%s cannot be written: %s %s"
                .formatted(file, failure.getClass().getSimpleName(), message),
        failure);
  }
}
