package dev.ponder.model.gguf;

/// The types of metadata values; the ordinal is the id in the file.
///
/// The size is that of one value, and the least that a string (its length) or an array (its type
/// and count) can take.
enum ValueType {
  UINT8(1),
  INT8(1),
  UINT16(2),
  INT16(2),
  UINT32(4),
  INT32(4),
  FLOAT32(4),
  BOOL(1),
  STRING(8),
  ARRAY(12),
  UINT64(8),
  INT64(8),
  FLOAT64(8);

  private final int bytes;

  ValueType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }
}
