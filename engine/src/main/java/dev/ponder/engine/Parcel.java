package dev.ponder.engine;

import dev.ponder.model.KvBlock;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// One block's content on its way between the cache and the disk, in memory of its own: so neither
/// waits for the other, and the block may be reused meanwhile.
///
/// A file holds, in little-endian order: a mark of 8 bytes, the length of the content in 8, a
/// CRC-32C of everything else in 4, 4 zeros, the name's hash in 32, the block's tokens in 4 each,
/// and the content.
///
/// Belongs to whoever took it from its queue.
final class Parcel {
  private static final long MARK = 0x31_56_4b_52_44_4e_4f_50L;
  private static final int LENGTH_AT = 8;
  private static final int SUM_AT = 16;
  private static final int HASH_AT = 24;
  private static final int TOKENS_AT = 56;
  static final int HEADER = TOKENS_AT + KvBlock.POSITIONS * Integer.BYTES;

  /// What is wrong with a file.
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(String why) {
      super(why);
    }
  }

  private final ByteBuffer bytes;

  /// @param content most bytes of a block
  Parcel(long content) {
    bytes =
        Arena.ofAuto()
            .allocate(Math.addExact(content, HEADER), Long.BYTES)
            .asByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Takes a copy of a block.
  void pack(PrefixName name, int[] tokens, MemorySegment content) {
    bytes.clear().limit(Math.toIntExact(HEADER + content.byteSize()));
    bytes.putLong(0, MARK).putLong(LENGTH_AT, content.byteSize()).putLong(SUM_AT, 0);
    bytes.put(HASH_AT, name.bytes());
    for (int i = 0; i < tokens.length; i++) {
      bytes.putInt(TOKENS_AT + i * Integer.BYTES, tokens[i]);
    }
    content().copyFrom(content);
  }

  /// How long its file is.
  int size() {
    return bytes.limit();
  }

  void write(FileChannel file) throws IOException {
    bytes.putInt(SUM_AT, sum());
    bytes.position(0);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /// Reads what must be of that name and those tokens.
  ///
  /// @param content length of the block
  /// @throws Damaged when it is anything else, or not as it was written
  void read(FileChannel file, Wanted wanted, long content) throws IOException {
    long size = file.size();
    if (size != HEADER + content) {
      throw new Damaged("it has %d bytes, not %d".formatted(size, HEADER + content));
    }
    bytes.clear().limit((int) size);
    while (bytes.hasRemaining()) {
      if (file.read(bytes) < 0) {
        throw new EOFException("it became shorter");
      }
    }
    check(wanted, content);
  }

  private void check(Wanted wanted, long content) throws Damaged {
    if (bytes.getLong(0) != MARK || bytes.getLong(LENGTH_AT) != content) {
      throw new Damaged("it does not begin as such files do");
    }
    if (bytes.getInt(SUM_AT) != sum()) {
      throw new Damaged("its checksum does not fit");
    }
    byte[] hash = new byte[TOKENS_AT - HASH_AT];
    bytes.get(HASH_AT, hash);
    int[] tokens = new int[KvBlock.POSITIONS];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = bytes.getInt(TOKENS_AT + i * Integer.BYTES);
    }
    if (!Arrays.equals(hash, wanted.name().bytes()) || !Arrays.equals(tokens, wanted.tokens())) {
      throw new Damaged("it is another prefix's");
    }
  }

  private int sum() {
    CRC32C sum = new CRC32C();
    sum.update(bytes.duplicate().position(0).limit(SUM_AT));
    sum.update(bytes.duplicate().position(SUM_AT + Integer.BYTES).limit(bytes.limit()));
    return (int) sum.getValue();
  }

  /// Gives a block what it carries.
  void unpack(MemorySegment into) {
    into.copyFrom(content());
  }

  private MemorySegment content() {
    return MemorySegment.ofBuffer(bytes.duplicate().position(HEADER));
  }
}
