package dev.ponder.model.gguf;

import dev.ponder.model.UnusableModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An open GGUF file, its tensors mapped into memory; or all files of a split one.
///
/// The format (github.com/ggml-org/ggml, `docs/gguf.md`), all little-endian: magic, version, counts
/// of tensors and of metadata pairs; the pairs; the table of tensors; padding; their data.
/// Everything is checked against the file's size before it is used or allocated. Metadata is copied
/// and survives [#close]; tensor data does not.
public final class GgufFile implements AutoCloseable {
  static final int MAGIC = 0x46554747;
  private static final int MOST_ENTRIES = 1 << 16;
  private static final int LEAST_PAIR_BYTES = 13;
  private static final int LEAST_TENSOR_BYTES = 32;
  private static final int LONGEST_KEY = 65_535;
  private static final int LARGEST_ALIGNMENT = 1 << 20;

  private final Arena arena;
  private final int version;
  private final Metadata metadata;
  private final Map<String, GgufTensor> tensors;

  private GgufFile(Arena arena, Part part, Map<String, GgufTensor> tensors) {
    this.arena = arena;
    version = part.version;
    metadata = part.metadata;
    this.tensors = tensors;
  }

  /// One file of a model: usually there is no other.
  ///
  /// @param label what messages call it
  record Part(String label, int version, Metadata metadata, Map<String, GgufTensor> tensors) {}

  /// Maps the file and reads its header. If it is one part of a split model, whichever, all parts
  /// are opened.
  ///
  /// @throws UnusableModelException when it is no intact GGUF file of version 2 or 3, is one part
  ///   of several that are not all there, or holds a tensor type that this program does not know
  ///   (named in the message)
  /// @throws UncheckedIOException when it cannot be read
  public static GgufFile open(Path path) {
    // Shared, since the model's worker threads read the weights.
    Arena arena = Arena.ofShared();
    try {
      Part part = read(path, arena);
      int parts = part.metadata.integer(SplitModel.COUNT, 0, Integer.MAX_VALUE).orElse(1);
      if (parts <= 1) {
        return new GgufFile(arena, part, part.tensors);
      }
      SplitModel split = SplitModel.of(path, part, other -> read(other, arena));
      return new GgufFile(arena, split.first(), split.tensors());
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /// 2 or 3.
  public int version() {
    return version;
  }

  /// What the file says about itself.
  public Metadata metadata() {
    return metadata;
  }

  /// By name, in file order.
  public Map<String, GgufTensor> tensors() {
    return tensors;
  }

  /// The tensor of that name.
  public Optional<GgufTensor> tensor(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /// Unmaps the file; no tensor may be used afterwards.
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  static String label(Path path) {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }

  /// Opening a pipe would wait for a writer, and neither that nor a device could be mapped.
  private static void checkKind(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new UnusableModelException(
          label(path) + ": this is no file but a directory, pipe or device");
    }
  }

  private static MemorySegment map(Path path, Arena arena) {
    checkKind(path);
    try (FileChannel channel = FileChannel.open(path)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Part read(Path path, Arena arena) {
    MemorySegment file = map(path, arena);
    String label = label(path);
    Cursor cursor = new Cursor(file, label);
    int version = version(cursor);
    int tensorCount = cursor.nextCount(LEAST_TENSOR_BYTES, MOST_ENTRIES, "the number of tensors");
    int pairCount = cursor.nextCount(LEAST_PAIR_BYTES, MOST_ENTRIES, "the number of metadata keys");
    Metadata metadata = new Metadata(label, pairs(cursor, pairCount));
    int alignment = metadata.integer("general.alignment", 1, LARGEST_ALIGNMENT).orElse(32);
    if (Integer.bitCount(alignment) != 1) {
      throw cursor.unusable("'general.alignment' is " + alignment + ", which is no power of two");
    }
    Map<String, GgufTensor> tensors = new TensorReader(cursor, file).read(tensorCount, alignment);
    return new Part(label, version, metadata, tensors);
  }

  private static int version(Cursor cursor) {
    if (cursor.remaining() < 4 || cursor.nextInt("the magic number") != MAGIC) {
      throw cursor.unusable("this is no GGUF file: it does not start with the letters GGUF");
    }
    int version = cursor.nextInt("the version");
    if (version == 2 || version == 3) {
      return version;
    }
    int reversed = Integer.reverseBytes(version);
    if (reversed >= 1 && reversed <= 3) {
      throw cursor.unusable("this is a big-endian GGUF file, which is not supported");
    }
    throw cursor.unusable(
        "GGUF version %s is not supported, only 2 and 3"
            .formatted(Integer.toUnsignedString(version)));
  }

  private static Map<String, GgufValue> pairs(Cursor cursor, int count) {
    ValueReader values = new ValueReader(cursor);
    Map<String, GgufValue> pairs = LinkedHashMap.newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      String key = cursor.nextString(LONGEST_KEY, "metadata key number " + i);
      String what = "metadata key " + Cursor.quoted(key);
      if (pairs.put(key, values.next(what)) != null) {
        throw cursor.unusable(what + " appears twice");
      }
    }
    return pairs;
  }
}
