package dev.ponder.learn.tuning;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads files with a JSON object on each line, a line at a time. Empty lines count, but are
/// skipped.
final class JsonLines {
  private static final int LONGEST_LINE = 8 << 20;
  private static final int MOST_LINES = 1_000_000;

  /// UTF-8's byte order mark, which may begin a file.
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Path file;
  private final InputStream in;
  private int number;

  private JsonLines(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /// What the function makes of each line, in order.
  ///
  /// @param read may refuse a line by an [IllegalArgumentException] whose message names the field
  /// @throws DataSetException when a line is refused, or no JSON object, or there is none
  /// @throws UncheckedIOException when the file cannot be read
  static <T> List<T> read(Path file, Function<Json.Obj, T> read) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return new JsonLines(file, in).all(read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> List<T> all(Function<Json.Obj, T> read) throws IOException {
    List<T> all = new ArrayList<>();
    for (Optional<byte[]> line = line(); line.isPresent(); line = line()) {
      if (isBlank(line.get())) {
        continue;
      }
      requireText(line.get());
      if (all.size() == MOST_LINES) {
        throw wrong("there are more than %,d examples".formatted(MOST_LINES));
      }
      try {
        all.add(read.apply(object(line.get())));
      } catch (IllegalArgumentException e) {
        throw new DataSetException(told(String.valueOf(e.getMessage())), e);
      }
    }
    if (all.isEmpty()) {
      throw new DataSetException(file + ": there are no examples in it");
    }
    return all;
  }

  private Json.Obj object(byte[] line) {
    try {
      if (Json.parse(line) instanceof Json.Obj object) {
        return object;
      }
    } catch (JsonSyntaxException e) {
      // The reader's own line number is always 1.
      String place = String.valueOf(e.getMessage()).replace("(line 1, column ", "(column ");
      throw new DataSetException(told("not JSON: " + place), e);
    }
    throw wrong("must be a JSON object");
  }

  private DataSetException wrong(String what) {
    return new DataSetException(told(what));
  }

  private String told(String what) {
    return "%s, line %d: %s".formatted(file, number, what);
  }

  /// Zero bytes are in no JSON but in all UTF-16, of which a parser would say something else.
  private void requireText(byte[] line) {
    for (byte one : line) {
      if (one == 0) {
        throw wrong("there are zero bytes in it, as in UTF-16: save the file as UTF-8");
      }
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte one : line) {
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }

  /// The next line without its end; empty at the end of the file.
  private Optional<byte[]> line() throws IOException {
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      if (line.size() == LONGEST_LINE) {
        throw wrong("longer than %d MiB".formatted(LONGEST_LINE >> 20));
      }
      line.write(next);
      next = in.read();
    }
    return Optional.of(withoutMark(line.toByteArray()));
  }

  private byte[] withoutMark(byte[] line) {
    int marked = Math.min(line.length, MARK.length);
    boolean begins = number == 1 && Arrays.equals(line, 0, marked, MARK, 0, MARK.length);
    return begins ? Arrays.copyOfRange(line, MARK.length, line.length) : line;
  }
}
