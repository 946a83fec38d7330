package dev.ponder.state;

import dev.ponder.state.StateException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Contents that no disk ever sees, as long as the process lives.
final class MemoryBlobs implements Blobs {
  private final long capacity;
  private final AtomicLong used = new AtomicLong();
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

  /// @param capacity bytes of all together
  MemoryBlobs(long capacity) {
    this.capacity = capacity;
  }

  @Override
  public BlobSink sink(long most) {
    return new BlobSink(new Memory(), most);
  }

  @Override
  public Optional<Long> size(String id) {
    return Optional.ofNullable(contents.get(id)).map(bytes -> (long) bytes.length);
  }

  @Override
  public InputStream open(String id) {
    byte[] bytes = contents.get(id);
    if (bytes == null) {
      throw FolderBlobs.absent(id);
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void delete(String id) {
    byte[] bytes = contents.remove(id);
    if (bytes != null) {
      used.addAndGet(-bytes.length);
    }
  }

  private final class Memory implements BlobSink.Destination {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(byte[] from, int offset, int length) {
      if (used.addAndGet(length) > capacity) {
        used.addAndGet(-length);
        throw new StateException(
            Reason.FULL,
            "without a folder for state, files have %d bytes together".formatted(capacity));
      }
      bytes.write(from, offset, length);
    }

    @Override
    public String keep() {
      String id = Ids.random();
      contents.put(id, bytes.toByteArray());
      return id;
    }

    @Override
    public void abandon() {
      used.addAndGet(-bytes.size());
    }
  }
}
