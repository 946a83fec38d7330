package dev.ponder.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The lines of a file that have something in them. Only one is in memory.
final class LineReader implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final int most;
  private int number;

  /// @param most bytes that a line may have
  LineReader(InputStream in, int most) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
    this.most = most;
  }

  /// A line.
  ///
  /// @param number counted from 1, empty lines included
  /// @param text without its end; empty when the line is too long
  record Line(int number, Optional<byte[]> text) {}

  /// The next line; empty at the end of the file.
  Optional<Line> next() throws IOException {
    while (true) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long length = 0;
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      for (; next >= 0 && next != '\n'; next = in.read()) {
        if (++length <= most) {
          line.write(next);
        }
      }
      number++;
      if (length > most) {
        return Optional.of(new Line(number, Optional.empty()));
      }
      if (!line.toString(StandardCharsets.ISO_8859_1).isBlank()) {
        return Optional.of(new Line(number, Optional.of(line.toByteArray())));
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
