package dev.ponder.state;

import dev.ponder.state.StateException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The right to serve from a folder. The system takes it back when the process dies.
final class FolderLock implements AutoCloseable {
  private static final int LONGEST_HOLDER = 40;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws StateException when another process has it
  static FolderLock take(Path folder) {
    Path file = Folders.madeFile(folder.resolve("lock"));
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        String holder = holder(channel);
        channel.close();
        throw new StateException(
            Reason.IN_USE,
            "%s is used by another server%s: stop that one, or name another folder"
                .formatted(folder, holder));
      }
      channel.truncate(0);
      String own = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(own.getBytes(StandardCharsets.US_ASCII)), 0);
      return new FolderLock(channel);
    } catch (IOException e) {
      throw new StateException(
          Reason.READ_ONLY, "%s cannot be locked: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_HOLDER);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    return pid.matches("\\d+\n") ? " (process " + pid.strip() + ")" : "";
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
