package dev.ponder.model.gguf;

import dev.ponder.compute.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Writes a GGUF file of version 3.
///
/// Metadata and tensors are declared first; the tensors' bytes are asked for while the file is
/// written, a few megabytes at a time, so that a file may be larger than memory.
public final class GgufWriter {
  private static final int ALIGNMENT = 32;
  private static final long BAND_BYTES = 1 << 22;
  private static final String DRAFTS_END = ".part";

  private final Map<String, GgufValue> metadata = new LinkedHashMap<>();
  private final Map<String, Declared> tensors = new LinkedHashMap<>();
  private long dataBytes;

  /// Makes the bytes of a tensor's rows.
  @FunctionalInterface
  public interface Rows {
    /// Fills the buffer, little-endian and a whole number of rows long, with the rows from `first`
    /// on. Called from several threads, in any order, once for each row.
    void fill(long first, ByteBuffer band);
  }

  /// Is told how far the writing has come.
  @FunctionalInterface
  public interface Progress {
    /// Never called by two threads at once.
    void wrote(long bytes, long total);
  }

  private record Declared(Format format, List<Long> dimensions, long offset, Rows rows) {
    long rowBytes() {
      return format.bytes(dimensions.getFirst());
    }

    long bytes() {
      long rows = 1;
      for (long dimension : dimensions.subList(1, dimensions.size())) {
        rows = Math.multiplyExact(rows, dimension);
      }
      return Math.multiplyExact(rowBytes(), rows);
    }
  }

  /// A part of a tensor that is made and written in one go.
  private record Band(Declared tensor, long start, int bytes) {}

  /// Sets a metadata key; it keeps its place when it was set before.
  public GgufWriter put(String key, GgufValue value) {
    metadata.put(key, value);
    return this;
  }

  /// As [#put(String, GgufValue)].
  public GgufWriter put(String key, String value) {
    return put(key, new GgufValue.Str(value));
  }

  /// As [#put(String, GgufValue)].
  public GgufWriter put(String key, long value) {
    return put(key, new GgufValue.Int(value));
  }

  /// As [#put(String, GgufValue)].
  public GgufWriter put(String key, float value) {
    return put(key, new GgufValue.Real(value));
  }

  /// Adds a tensor.
  ///
  /// @param dimensions fastest first: `[columns, rows, ...]`
  /// @throws IllegalArgumentException when the name is taken, or the rows are not whole blocks
  public GgufWriter tensor(String name, Format format, List<Long> dimensions, Rows rows) {
    Declared tensor = new Declared(format, List.copyOf(dimensions), dataBytes, rows);
    if (tensors.putIfAbsent(name, tensor) != null) {
      throw new IllegalArgumentException("there is a tensor '" + name + "' already");
    }
    dataBytes = aligned(Math.addExact(dataBytes, tensor.bytes()));
    return this;
  }

  /// Adds a tensor of those values, encoded in that format.
  public GgufWriter tensor(String name, Format format, List<Long> dimensions, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(format.bytes(values.length)))
            .order(ByteOrder.LITTLE_ENDIAN);
    Quantiser.encode(format, values, bytes);
    int rowBytes = Math.toIntExact(format.bytes(dimensions.getFirst()));
    return tensor(
        name,
        format,
        dimensions,
        (first, band) ->
            band.put(bytes.slice(Math.toIntExact(first * rowBytes), band.remaining())));
  }

  /// As [#write(Path, Progress)], unobserved.
  public void write(Path path) {
    write(path, (_, _) -> {});
  }

  /// Writes the file, or leaves what was there when it fails.
  ///
  /// @throws UncheckedIOException when there is not enough space or writing fails
  public void write(Path path, Progress progress) {
    Path target = path.toAbsolutePath();
    Path folder = Optional.ofNullable(target.getParent()).orElse(target);
    byte[] header = header();
    long total = header.length + dataBytes;
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < total) {
        throw new IOException(
            "%s needs %d MB, but only %d MB are free".formatted(path, total >> 20, free >> 20));
      }
      // No temporary file in the JDK's sense: only its owner could read that, and so the result.
      String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
      Path draft = folder.resolve(draftsBegin(target) + random + DRAFTS_END);
      try {
        writeDraft(draft, header, progress);
        Files.move(
            draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String draftsBegin(Path target) {
    return "." + target.getFileName() + ".";
  }

  /// Deletes what was on its way to that file when a process died. Nobody may be writing it.
  ///
  /// @throws UncheckedIOException when the folder cannot be read or changed
  public static void removeDrafts(Path path) {
    Path target = path.toAbsolutePath();
    Path folder = Optional.ofNullable(target.getParent()).orElse(target);
    Pattern draft = Pattern.compile(Pattern.quote(draftsBegin(target)) + "[0-9a-f]{1,16}\\.part");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> drafts =
          files.filter(file -> draft.matcher(file.getFileName().toString()).matches()).toList();
      for (Path one : drafts) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeDraft(Path draft, byte[] header, Progress progress) throws IOException {
    try (FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      writeFully(channel, ByteBuffer.wrap(header), 0);
      long total = header.length + dataBytes;
      ReentrantLock observing = new ReentrantLock();
      long[] written = {header.length};
      bands().parallelStream()
          .forEach(band -> {
            writeBand(channel, header.length, band);
            observing.lock();
            try {
              written[0] += band.bytes;
              progress.wrote(written[0], total);
            } finally {
              observing.unlock();
            }
          });
      // The last tensor is padded too.
      if (channel.size() < total) {
        writeFully(channel, ByteBuffer.wrap(new byte[1]), total - 1);
      }
    }
  }

  private List<Band> bands() {
    List<Band> bands = new ArrayList<>();
    for (Declared tensor : tensors.values()) {
      long bytes = tensor.bytes();
      long step = Math.max(1, BAND_BYTES / tensor.rowBytes()) * tensor.rowBytes();
      for (long start = 0; start < bytes; start += step) {
        bands.add(new Band(tensor, start, Math.toIntExact(Math.min(step, bytes - start))));
      }
    }
    return bands;
  }

  private static void writeBand(FileChannel channel, long dataStart, Band band) {
    ByteBuffer buffer = ByteBuffer.allocate(band.bytes).order(ByteOrder.LITTLE_ENDIAN);
    band.tensor.rows.fill(band.start / band.tensor.rowBytes(), buffer);
    if (buffer.hasRemaining()) {
      throw new IllegalStateException("rows were left unfilled");
    }
    try {
      writeFully(channel, buffer.flip(), dataStart + band.tensor.offset + band.start);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    long start = position - bytes.position();
    while (bytes.hasRemaining()) {
      channel.write(bytes, start + bytes.position());
    }
  }

  private byte[] header() {
    ValueWriter out = new ValueWriter();
    out.putInt(GgufFile.MAGIC);
    out.putInt(3);
    out.putLong(tensors.size());
    out.putLong(metadata.size());
    metadata.forEach((key, value) -> {
      out.putString(key);
      out.put(value);
    });
    tensors.forEach((name, tensor) -> {
      out.putString(name);
      out.putInt(tensor.dimensions.size());
      tensor.dimensions.forEach(out::putLong);
      out.putInt(TensorTypes.id(tensor.format));
      out.putLong(tensor.offset);
    });
    byte[] bytes = out.bytes();
    return java.util.Arrays.copyOf(bytes, Math.toIntExact(aligned(bytes.length)));
  }

  private static long aligned(long bytes) {
    return Math.ceilDiv(bytes, (long) ALIGNMENT) * ALIGNMENT;
  }
}
