package dev.ponder.train.run;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The file in which a run writes down how it goes: a line of JSON for each step and each
/// examination, in order.
///
/// When a run goes on, the lines after its checkpoint are dropped, for those steps will be taken
/// again; so is a last line that was cut off when the process died.
public final class Metrics implements AutoCloseable {
  static final String NAME = "metrics.jsonl";

  /// Bytes of a line; ours have a few hundred.
  private static final int LONGEST_LINE = 1 << 20;

  /// What all our lines begin with.
  private static final String BEGINNING = "{\"kind\":";

  private final Path file;

  /// Not a channel, which an interrupt would close.
  private final RandomAccessFile out;

  private Metrics(Path file, RandomAccessFile out) {
    this.file = file;
    this.out = out;
  }

  /// The metrics of the run in that folder, to be read.
  ///
  /// @return all rows that are whole; none when there is no such file
  public static List<MetricRow> read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    List<MetricRow> rows = new ArrayList<>();
    if (!Files.exists(file)) {
      return rows;
    }
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        MetricRow.parse(line).ifPresent(rows::add);
        line = lines.readLine();
      }
    }
    return rows;
  }

  /// Opens the file for a run that goes on after `step`, and drops what came after that.
  ///
  /// @throws TrainingException when the file is not a run's, or cannot be written
  static Metrics open(Path folder, long step) {
    Path file = folder.resolve(NAME);
    try {
      RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
      try {
        out.setLength(kept(file, step));
        out.seek(out.length());
        return new Metrics(file, out);
      } catch (IOException | RuntimeException e) {
        out.close();
        throw e;
      }
    } catch (IOException e) {
      throw Disk.failure(file, e);
    }
  }

  /// How many bytes at the beginning are lines of steps up to that one.
  private static long kept(Path file, long step) throws IOException {
    long kept = 0;
    try (InputStream bytes = Files.newInputStream(file);
        InputStream in = new BufferedInputStream(bytes)) {
      byte[] line = nextLine(in);
      while (line.length > 0) {
        String text = new String(line, StandardCharsets.UTF_8);
        Optional<MetricRow> row = MetricRow.parse(text);
        if (row.isEmpty() && kept == 0 && !isBegun(text)) {
          throw new TrainingException(
              "%s is not a run's metrics: move it, or name another folder".formatted(file));
        }
        if (row.isEmpty() || !text.endsWith("\n") || row.get().step() > step) {
          return kept;
        }
        kept += line.length;
        line = nextLine(in);
      }
    }
    return kept;
  }

  /// Whether that is one of our lines, or what was written of one.
  private static boolean isBegun(String line) {
    return line.startsWith(BEGINNING) || BEGINNING.startsWith(line);
  }

  /// A line with its end, if it has one; nothing after the last.
  private static byte[] nextLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && line.size() < LONGEST_LINE) {
      line.write(next);
      if (next == '\n') {
        break;
      }
      next = in.read();
    }
    return line.toByteArray();
  }

  /// Adds a line.
  ///
  /// @throws TrainingException when there is no room for it
  void append(MetricRow row) {
    try {
      out.write((row.line() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Disk.failure(file, e);
    }
  }

  /// Makes what was written durable.
  void sync() {
    try {
      out.getFD().sync();
    } catch (IOException e) {
      throw Disk.failure(file, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw Disk.failure(file, e);
    }
  }
}
