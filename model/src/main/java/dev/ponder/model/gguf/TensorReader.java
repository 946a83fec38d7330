package dev.ponder.model.gguf;

import dev.ponder.compute.Format;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the table of tensors and finds their bytes in the file.
///
/// ```
/// header | metadata | table | padding | data: each tensor at a multiple of the alignment
/// ```
final class TensorReader {
  private static final int LONGEST_NAME = 1024;
  private static final int MOST_DIMENSIONS = 4;

  private final Cursor cursor;
  private final MemorySegment file;

  /// A row of the table.
  private record Entry(
      String name, int type, Format format, List<Long> dimensions, long offset, long bytes) {}

  TensorReader(Cursor cursor, MemorySegment file) {
    this.cursor = cursor;
    this.file = file;
  }

  /// All tensors in file order; the table starts at the cursor.
  Map<String, GgufTensor> read(int count, int alignment) {
    List<Entry> table = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      table.add(entry(i, alignment));
    }
    long dataStart = Math.ceilDiv(cursor.position(), alignment) * (long) alignment;
    checkPlaces(table, dataStart);
    Map<String, GgufTensor> tensors = LinkedHashMap.newLinkedHashMap(count);
    for (Entry entry : table) {
      MemorySegment data = file.asSlice(dataStart + entry.offset, entry.bytes);
      GgufTensor tensor =
          new GgufTensor(entry.name, entry.type, entry.format, entry.dimensions, data);
      if (tensors.put(entry.name, tensor) != null) {
        throw cursor.unusable("tensor " + Cursor.quoted(entry.name) + " appears twice");
      }
    }
    return Collections.unmodifiableMap(tensors);
  }

  private Entry entry(int index, int alignment) {
    String name = cursor.nextString(LONGEST_NAME, "the name of tensor number " + index);
    String what = "tensor " + Cursor.quoted(name);
    List<Long> dimensions = dimensions(what);
    int type = cursor.nextInt("the type of " + what);
    Format format =
        TensorTypes.format(type)
            .orElseThrow(() ->
                cursor.unusable(
                    what
                        + " has the type "
                        + TensorTypes.name(type)
                        + ", which is not supported yet"));
    long bytes = bytes(format, dimensions, what);
    long offset = cursor.nextLong("the offset of " + what);
    if (offset < 0 || offset % alignment != 0) {
      throw cursor.unusable(
          "%s starts at offset %s, which is no multiple of %d"
              .formatted(what, Long.toUnsignedString(offset), alignment));
    }
    return new Entry(name, type, format, dimensions, offset, bytes);
  }

  private List<Long> dimensions(String what) {
    int count = cursor.nextInt("the number of dimensions of " + what);
    if (count < 1 || count > MOST_DIMENSIONS) {
      throw cursor.unusable(
          "%s has %s dimensions, not 1 to %d"
              .formatted(what, Integer.toUnsignedString(count), MOST_DIMENSIONS));
    }
    List<Long> dimensions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long dimension = cursor.nextLong("the dimensions of " + what);
      if (dimension < 1) {
        throw cursor.unusable(
            what + " has a dimension of " + Long.toUnsignedString(dimension) + " elements");
      }
      dimensions.add(dimension);
    }
    return dimensions;
  }

  private long bytes(Format format, List<Long> dimensions, String what) {
    if (dimensions.getFirst() % format.blockElements() != 0) {
      throw cursor.unusable(
          "%s has rows of %d elements, which are no whole blocks of %s"
              .formatted(what, dimensions.getFirst(), format));
    }
    try {
      long elements = 1;
      for (long dimension : dimensions) {
        elements = Math.multiplyExact(elements, dimension);
      }
      return format.bytes(elements);
    } catch (ArithmeticException e) {
      throw cursor.unusable(what + " has more elements than any file can hold: " + dimensions);
    }
  }

  private void checkPlaces(List<Entry> table, long dataStart) {
    List<Entry> byPlace = new ArrayList<>(table);
    byPlace.sort(Comparator.comparingLong(Entry::offset));
    long room = file.byteSize() - dataStart;
    long end = 0;
    String before = "";
    for (Entry entry : byPlace) {
      String what = "tensor " + Cursor.quoted(entry.name);
      if (entry.offset < end) {
        throw cursor.unusable(what + " overlaps tensor " + Cursor.quoted(before));
      }
      if (entry.offset > room || entry.bytes > room - entry.offset) {
        throw cursor.unusable(
            "the file is truncated: it ends at byte %d, before the end of %s"
                .formatted(file.byteSize(), what));
      }
      end = entry.offset + entry.bytes;
      before = entry.name;
    }
  }
}
