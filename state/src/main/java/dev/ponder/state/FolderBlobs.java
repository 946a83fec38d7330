package dev.ponder.state;

import dev.ponder.state.StateException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Contents in a folder, each in a file named as its id. What is on its way has a name that ends in
/// `.part`; the file gets its own only when all of it is on disk.
final class FolderBlobs implements Blobs {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final String PART = ".part";

  private final Path folder;

  /// @param folder is there
  FolderBlobs(Path folder) {
    this.folder = folder;
  }

  static StateException absent(String id) {
    return new StateException(Reason.ABSENT, "there are no contents '%s'".formatted(id));
  }

  @Override
  public BlobSink sink(long most) throws IOException {
    String id = Ids.random();
    Path part = folder.resolve(id + PART);
    try {
      FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new BlobSink(new PartFile(id, part, channel), most);
    } catch (IOException e) {
      throw explain(e);
    }
  }

  @Override
  public Optional<Long> size(String id) {
    try {
      return Optional.of(Files.size(file(id)));
    } catch (IOException | StateException e) {
      return Optional.empty();
    }
  }

  @Override
  public InputStream open(String id) throws IOException {
    try {
      return Files.newInputStream(file(id));
    } catch (NoSuchFileException e) {
      throw absent(id);
    }
  }

  @Override
  public void delete(String id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  /// Deletes what no object has: what was on its way when the process died, and what was to be
  /// deleted then.
  void deleteOrphans(Predicate<String> referenced) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (isOrphan(String.valueOf(file.getFileName()), referenced)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw explain(e);
    }
  }

  private static boolean isOrphan(String name, Predicate<String> referenced) {
    return name.endsWith(PART) || (ID.matcher(name).matches() && !referenced.test(name));
  }

  /// @throws StateException when that is no id of ours: nothing else may choose a file
  private Path file(String id) {
    if (!ID.matcher(id).matches()) {
      throw absent(id);
    }
    return folder.resolve(id);
  }

  private StateException explain(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    boolean full = message.contains("No space left") || message.contains("quota exceeded");
    return full
        ? new StateException(
            Reason.FULL, "the disk is full: nothing was stored in " + folder, failure)
        : new StateException(
            Reason.FAILED, "%s cannot be written: %s".formatted(folder, message), failure);
  }

  private final class PartFile implements BlobSink.Destination {
    private final String id;
    private final Path part;
    private final FileChannel channel;

    PartFile(String id, Path part, FileChannel channel) {
      this.id = id;
      this.part = part;
      this.channel = channel;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      ByteBuffer bytes = ByteBuffer.wrap(from, offset, length);
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw explain(e);
      }
    }

    @Override
    public String keep() {
      try {
        channel.force(true);
        channel.close();
        Files.move(part, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(folder);
        return id;
      } catch (IOException e) {
        throw explain(e);
      }
    }

    @Override
    public void abandon() throws IOException {
      channel.close();
      Files.deleteIfExists(part);
    }
  }
}
