package dev.ponder.state;

import dev.ponder.state.StateException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Folders and files that are for their owner only, since conversations and keys are in them.
final class Folders {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private Folders() {}

  /// Makes the folder unless it is there.
  ///
  /// @throws StateException when that is not possible
  static Path made(Path folder) {
    try {
      Files.createDirectories(folder, permissions("rwx------"));
      if (!Files.isWritable(folder)) {
        throw new StateException(Reason.READ_ONLY, folder + " may not be written");
      }
      return folder;
    } catch (FileAlreadyExistsException e) {
      throw new StateException(Reason.MISNAMED, folder + " is a file, not a folder", e);
    } catch (IOException e) {
      throw new StateException(
          Reason.READ_ONLY, "the folder %s cannot be made: %s".formatted(folder, reason(e)), e);
    }
  }

  /// Makes the file, empty, unless it is there.
  static Path madeFile(Path file) {
    try {
      Files.createFile(file, permissions("rw-------"));
    } catch (FileAlreadyExistsException e) {
      return file;
    } catch (IOException e) {
      throw new StateException(
          Reason.READ_ONLY, "the file %s cannot be made: %s".formatted(file, reason(e)), e);
    }
    return file;
  }

  /// Makes new names in a folder durable, where the system can do that.
  static void sync(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] permissions(String text) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }

  private static String reason(IOException failure) {
    return failure.getClass().getSimpleName() + " " + failure.getMessage();
  }
}
