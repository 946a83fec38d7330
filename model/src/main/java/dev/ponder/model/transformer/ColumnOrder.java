package dev.ponder.model.transformer;

/// Where a kernel finds the columns of a matrix, in blocks of 32.
///
/// Byte `i` of an MXFP4 block holds elements `i` and `i + 16` for GGML, and so for the kernels, but
/// elements `2 i` and `2 i + 1` in the published weights of gpt-oss, which Ollama's first files
/// keep. Rather than the weights, which stay mapped, their input is brought into the kernels'
/// order: a sum does not mind in which order its terms are numbered.
enum ColumnOrder {
  /// Where they belong.
  PLAIN,
  /// Even columns in the first half of each block, odd ones in the second.
  PAIRED;

  private static final int BLOCK = 32;
  private static final int HALF = BLOCK / 2;

  /// Copies a row of input so that its elements meet their columns.
  ///
  /// @param length a multiple of 32 unless the order is plain
  void copy(float[] from, int start, float[] to, int toStart, int length) {
    switch (this) {
      case PLAIN -> System.arraycopy(from, start, to, toStart, length);
      case PAIRED -> {
        for (int block = 0; block < length; block += BLOCK) {
          for (int i = 0; i < HALF; i++) {
            to[toStart + block + i] = from[start + block + 2 * i];
            to[toStart + block + HALF + i] = from[start + block + 2 * i + 1];
          }
        }
      }
    }
  }
}
