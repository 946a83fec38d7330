package dev.ponder.train.run;

import dev.ponder.train.run.Checkpoints.FileOnTheWay;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The bytes of a checkpoint, all numbers little-endian:
///
/// ```
/// "PNDRCKPT"  version: int32  header's length: int32  header: JSON in UTF-8
/// the source's state  the tensors' floats, in the header's order  SHA-256 of all before: 32 bytes
/// ```
final class CheckpointFile {
  private static final byte[] MAGIC = "PNDRCKPT".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int PREAMBLE = MAGIC.length + 2 * Integer.BYTES;
  private static final int DIGEST = 32;
  private static final int LONGEST_HEADER = 1 << 24;
  private static final int LONGEST_STATE = 1 << 28;
  private static final int BUFFER = 1 << 20;

  private CheckpointFile() {}

  /// What is in a file beside its tensors.
  record Content(CheckpointHeader header, byte[] state) {}

  /// Writes a checkpoint.
  static void write(FileOnTheWay file, Content content, List<Tensor> tensors) throws IOException {
    MessageDigest digest = sha256();
    byte[] header = content.header.json().text().getBytes(StandardCharsets.UTF_8);
    ByteBuffer preamble = buffer(PREAMBLE).put(MAGIC).putInt(VERSION).putInt(header.length);
    put(file, digest, preamble.array(), PREAMBLE);
    put(file, digest, header, header.length);
    put(file, digest, content.state, content.state.length);
    ByteBuffer bytes = buffer(BUFFER);
    for (Tensor tensor : tensors) {
      write(file, digest, bytes, tensor.values());
    }
    file.write(digest.digest(), 0, DIGEST);
  }

  private static void write(
      FileOnTheWay file, MessageDigest digest, ByteBuffer bytes, float[] values)
      throws IOException {
    for (int from = 0; from < values.length; from += BUFFER / Float.BYTES) {
      int count = Math.min(values.length - from, BUFFER / Float.BYTES);
      bytes.asFloatBuffer().put(values, from, count);
      put(file, digest, bytes.array(), count * Float.BYTES);
    }
  }

  private static void put(FileOnTheWay file, MessageDigest digest, byte[] bytes, int length)
      throws IOException {
    digest.update(bytes, 0, length);
    file.write(bytes, 0, length);
  }

  /// A file is whole, but not of this version.
  static final class OtherVersionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private OtherVersionException(int version) {
      super("its version is %d, and this Ponder knows %d".formatted(version, VERSION));
    }
  }

  /// Reads what a file says of itself, having checked all of it.
  ///
  /// @throws IllegalArgumentException when the file is damaged or not a checkpoint: a part of a
  ///   sentence that says what is wrong with it
  static Content verify(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      CheckpointHeader header = header(channel);
      long expected = channel.position() + header.stateBytes() + header.tensorBytes() + DIGEST;
      if (channel.size() != expected) {
        throw new IllegalArgumentException(
            "it has %d bytes instead of %d".formatted(channel.size(), expected));
      }
      requireDigest(channel);
      channel.position(expected - DIGEST - header.tensorBytes() - header.stateBytes());
      return new Content(header, bytes(channel, header.stateBytes()));
    }
  }

  private static CheckpointHeader header(FileChannel channel) throws IOException {
    if (channel.size() < PREAMBLE + DIGEST) {
      throw new IllegalArgumentException("it is too short for a checkpoint");
    }
    ByteBuffer preamble = buffer(PREAMBLE);
    fill(channel, preamble);
    byte[] magic = new byte[MAGIC.length];
    preamble.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IllegalArgumentException("it is not a checkpoint of Ponder's");
    }
    int version = preamble.getInt();
    if (version != VERSION) {
      requireDigest(channel);
      throw new OtherVersionException(version);
    }
    int length = preamble.getInt();
    if (length < 0 || length > LONGEST_HEADER || length > channel.size() - PREAMBLE - DIGEST) {
      throw new IllegalArgumentException("its header is damaged");
    }
    CheckpointHeader header = CheckpointHeader.parse(bytes(channel, length));
    if (header.stateBytes() > LONGEST_STATE) {
      throw new IllegalArgumentException("its header is damaged");
    }
    return header;
  }

  private static void requireDigest(FileChannel channel) throws IOException {
    MessageDigest digest = sha256();
    channel.position(0);
    long left = channel.size() - DIGEST;
    ByteBuffer bytes = buffer(BUFFER);
    while (left > 0) {
      bytes.clear().limit((int) Math.min(BUFFER, left));
      left -= bytes.limit();
      fill(channel, bytes);
      digest.update(bytes);
    }
    if (!Arrays.equals(digest.digest(), bytes(channel, DIGEST))) {
      throw new IllegalArgumentException("its checksum does not match");
    }
  }

  /// Puts the file's numbers into those of the tensors that it has, and skips the others. The
  /// lengths have been compared.
  static void read(Path file, Content content, List<Tensor> into) throws IOException {
    Map<String, float[]> wanted =
        into.stream().collect(Collectors.toMap(Tensor::name, Tensor::values));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(channel.size() - DIGEST - content.header.tensorBytes());
      ByteBuffer bytes = buffer(BUFFER);
      for (Map.Entry<String, Integer> tensor : content.header.tensors().entrySet()) {
        float[] values = wanted.get(tensor.getKey());
        if (values == null) {
          channel.position(channel.position() + (long) tensor.getValue() * Float.BYTES);
        } else {
          read(channel, bytes, values);
        }
      }
    }
  }

  private static void read(FileChannel channel, ByteBuffer bytes, float[] values)
      throws IOException {
    for (int from = 0; from < values.length; from += BUFFER / Float.BYTES) {
      int count = Math.min(values.length - from, BUFFER / Float.BYTES);
      bytes.clear().limit(count * Float.BYTES);
      fill(channel, bytes);
      FloatBuffer floats = bytes.asFloatBuffer();
      floats.get(values, from, count);
    }
  }

  private static byte[] bytes(ReadableByteChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    fill(channel, bytes);
    return bytes.array();
  }

  /// Fills the buffer up to its limit and turns it to be read.
  private static void fill(ReadableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new IllegalArgumentException("it ends too early");
      }
    }
    bytes.flip();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
