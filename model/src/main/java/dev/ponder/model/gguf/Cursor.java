package dev.ponder.model.gguf;

import dev.ponder.model.UnusableModelException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A reading position in a mapped file that never passes the file's end.
final class Cursor {
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int LONGEST_NAME_SHOWN = 80;

  private final MemorySegment file;
  private final String label;
  private long position;

  /// @param label what messages call the file
  Cursor(MemorySegment file, String label) {
    this.file = file;
    this.label = label;
  }

  long position() {
    return position;
  }

  long remaining() {
    return file.byteSize() - position;
  }

  byte nextByte(String what) {
    return file.get(ValueLayout.JAVA_BYTE, advance(1, what));
  }

  short nextShort(String what) {
    return file.get(SHORT, advance(2, what));
  }

  int nextInt(String what) {
    return file.get(INT, advance(4, what));
  }

  long nextLong(String what) {
    return file.get(LONG, advance(8, what));
  }

  /// A count of things that take at least `leastBytes` each, so it can be trusted to allocate by.
  int nextCount(int leastBytes, int most, String what) {
    long count = nextLong(what);
    if (count < 0 || count > most) {
      throw unusable(what + " is " + Long.toUnsignedString(count) + ", which is more than " + most);
    }
    if (count > remaining() / leastBytes) {
      throw unusable(what + " is " + count + ", but the rest of the file cannot hold as many");
    }
    return (int) count;
  }

  /// A string; bytes that are not UTF-8 become U+FFFD.
  String nextString(int mostBytes, String what) {
    int length = nextCount(1, mostBytes, "the length of " + what);
    return new String(nextBytes(length, what), StandardCharsets.UTF_8);
  }

  byte[] nextBytes(int length, String what) {
    long start = advance(length, what);
    return file.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /// Copies the next `length` bytes, which a count has already been checked for.
  void copyTo(byte[] target, int offset, int length) {
    long start = advance(length, "a string");
    MemorySegment.copy(file, ValueLayout.JAVA_BYTE, start, target, offset, length);
  }

  /// Passes over that many bytes and returns where they start.
  long advance(long bytes, String what) {
    if (bytes > remaining()) {
      throw unusable(
          "the file is truncated: it ends at byte %d, inside %s".formatted(file.byteSize(), what));
    }
    long start = position;
    position += bytes;
    return start;
  }

  UnusableModelException unusable(String reason) {
    return new UnusableModelException(label + ": " + reason);
  }

  /// The name in quotes, short and without control characters, since it comes from the file.
  static String quoted(String name) {
    String shown =
        name.length() <= LONGEST_NAME_SHOWN ? name : name.substring(0, LONGEST_NAME_SHOWN) + "…";
    return "'" + shown.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Cf}\u2028\u2029]", "\uFFFD") + "'";
  }
}
