package dev.ponder.train.run;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The checkpoints of a run: files in its folder, named after their steps.
///
/// One is written under a name that ends in `.part`, made durable, and only then given its own, so
/// what has the name of a checkpoint is whole however the process ends. Kept are the newest three
/// and the one with the best score.
public final class Checkpoints {
  private static final Pattern NAME = Pattern.compile("step-(\\d{9,18})\\.checkpoint");
  private static final String PART = ".part";
  private static final String DAMAGED = ".damaged";
  private static final int KEPT = 3;

  private final Path folder;
  private final Opener opener;

  /// Scores by step, of those that have one.
  private final Map<Long, Double> scores = new TreeMap<>();

  private Checkpoints(Path folder, Opener opener) {
    this.folder = folder;
    this.opener = opener;
  }

  /// How a new file is opened.
  interface Opener {
    FileOnTheWay open(Path file) throws IOException;
  }

  /// A file that is being written.
  interface FileOnTheWay extends Closeable {
    void write(byte[] bytes, int offset, int length) throws IOException;

    /// Makes what was written durable.
    void sync() throws IOException;
  }

  /// Those in that folder, which need not be there.
  public static Checkpoints in(Path folder) {
    return new Checkpoints(folder, Checkpoints::create);
  }

  static Checkpoints in(Path folder, Opener opener) {
    return new Checkpoints(folder, opener);
  }

  private static FileOnTheWay create(Path file) throws IOException {
    // Not a channel, which an interrupt would close.
    FileOutputStream out = new FileOutputStream(file.toFile());
    return new FileOnTheWay() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void sync() throws IOException {
        out.getFD().sync();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  /// The newest that is whole.
  public Optional<Checkpoint> newest() {
    return newest(_ -> {});
  }

  /// The newest that is whole. Newer ones that are damaged are renamed, and told of.
  ///
  /// @throws TrainingException when there are checkpoints and none is whole: going on from the
  ///   beginning would overwrite what can perhaps be saved. Also when one that is looked at is of
  ///   another version of Ponder, whose work would be done again
  Optional<Checkpoint> newest(Consumer<String> notices) {
    List<TrainingException> failures = new ArrayList<>();
    List<Path> damaged = new ArrayList<>();
    for (Path file : files().reversed()) {
      try {
        Checkpoint checkpoint = Checkpoint.open(file);
        for (int i = 0; i < damaged.size(); i++) {
          setAside(damaged.get(i));
          notices.accept(
              "%s: going on from step %d"
                  .formatted(failures.get(i).getMessage(), checkpoint.standing().step()));
        }
        return Optional.of(checkpoint);
      } catch (TrainingException e) {
        if (e.getCause() instanceof CheckpointFile.OtherVersionException) {
          throw e;
        }
        failures.add(e);
        damaged.add(file);
      }
    }
    if (!failures.isEmpty()) {
      throw new TrainingException(
          "%s, and no other is whole: move the folder's files to begin anew"
              .formatted(failures.getFirst().getMessage()),
          failures.getFirst());
    }
    return Optional.empty();
  }

  /// The one with the highest score; the newest of equals.
  public Optional<Checkpoint> best() {
    return files().reversed().stream()
        .flatMap(file -> whole(file).stream())
        .filter(checkpoint -> checkpoint.score().isPresent())
        .max(
            Comparator.comparingDouble((Checkpoint c) -> c.score().getAsDouble())
                .thenComparingLong(c -> c.standing().step()));
  }

  private static Optional<Checkpoint> whole(Path file) {
    try {
      return Optional.of(Checkpoint.open(file));
    } catch (TrainingException damaged) {
      return Optional.empty();
    }
  }

  /// Learns the scores of what is there, and deletes what was on its way when a process died.
  ///
  /// @return the highest score
  OptionalDouble takeStock() {
    scores.clear();
    for (Path file : files()) {
      whole(file)
          .ifPresent(c -> c.score().ifPresent(score -> scores.put(c.standing().step(), score)));
    }
    for (Path file : named(name -> name.endsWith(PART) && NAME.matcher(stem(name)).matches())) {
      delete(file);
    }
    return scores.values().stream().mapToDouble(Double::doubleValue).max();
  }

  private static String stem(String part) {
    return part.substring(0, part.length() - PART.length());
  }

  /// Writes a checkpoint, and deletes those that are not kept any longer.
  ///
  /// @throws TrainingException when there is no room; the others are as they were
  /// @throws DivergedException when a value is not finite; nothing is written then
  Path save(CheckpointHeader header, byte[] state, List<Tensor> tensors) {
    for (Tensor tensor : tensors) {
      if (!tensor.finite()) {
        throw new DivergedException(
            "%s has numbers that are not finite after step %d, so it was not saved: try a lower rate"
                .formatted(tensor.name(), header.standing().step()));
      }
    }
    Path file = file(header.standing().step());
    write(file, new CheckpointFile.Content(header, state), tensors);
    header.score().ifPresent(score -> scores.put(header.standing().step(), score));
    prune();
    return file;
  }

  /// Where the checkpoint of that step is, if it was written.
  Path file(long step) {
    return folder.resolve(String.format(Locale.ROOT, "step-%09d.checkpoint", step));
  }

  private void write(Path file, CheckpointFile.Content content, List<Tensor> tensors) {
    Path part = folder.resolve(file.getFileName() + PART);
    try {
      try (FileOnTheWay channel = opener.open(part)) {
        CheckpointFile.write(channel, content, tensors);
        channel.sync();
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      Disk.sync(folder);
    } catch (IOException e) {
      Disk.discard(part, e);
      throw Disk.failure(file, e);
    }
  }

  private void prune() {
    List<Path> files = files();
    Set<Path> kept = new HashSet<>(files.subList(Math.max(0, files.size() - KEPT), files.size()));
    best(files).ifPresent(kept::add);
    files.stream().filter(file -> !kept.contains(file)).forEach(Checkpoints::delete);
  }

  private Optional<Path> best(List<Path> files) {
    return files.stream()
        .filter(file -> scores.containsKey(step(file)))
        .max(
            Comparator.comparingDouble((Path file) -> scores.get(step(file)))
                .thenComparingLong(Checkpoints::step));
  }

  private static void setAside(Path file) {
    try {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + DAMAGED),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Disk.failure(file, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Disk.failure(file, e);
    }
  }

  /// All checkpoints, whole or not, by their steps.
  private List<Path> files() {
    Map<Long, Path> files = new LinkedHashMap<>();
    named(name -> NAME.matcher(name).matches()).stream()
        .sorted(Comparator.comparingLong(Checkpoints::step))
        .forEach(file -> files.put(step(file), file));
    return List.copyOf(files.values());
  }

  private List<Path> named(Predicate<String> wanted) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> wanted.test(String.valueOf(file.getFileName()))).toList();
    } catch (IOException e) {
      throw new TrainingException(
          "the folder %s cannot be read: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static long step(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      throw new IllegalArgumentException(file + " is not named as a checkpoint");
    }
    return Long.parseLong(name.group(1));
  }
}
