package dev.ponder.train.run;

import dev.ponder.train.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A saved state of a run, whole and verified.
public final class Checkpoint {
  private final Path file;
  private final CheckpointFile.Content content;

  private Checkpoint(Path file, CheckpointFile.Content content) {
    this.file = file;
    this.content = content;
  }

  /// @throws TrainingException when the file is damaged or not a checkpoint
  public static Checkpoint open(Path file) {
    try {
      return new Checkpoint(file, CheckpointFile.verify(file));
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "the checkpoint %s cannot be used: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new TrainingException(
          "the checkpoint %s cannot be read: %s %s"
              .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  public Path file() {
    return file;
  }

  /// How far the run was.
  public Standing standing() {
    return content.header().standing();
  }

  /// Of the examination after its last step, if there was one.
  public OptionalDouble score() {
    return content.header().score();
  }

  /// Of the run.
  public Map<String, String> configuration() {
    return content.header().configuration();
  }

  /// Puts the saved values into a model, or into those parameters of it that are given.
  ///
  /// @throws TrainingException when they are not those of that model; nothing has changed then
  public void restore(List<Parameter> parameters) {
    read(Tensor.ofParameters(parameters));
  }

  /// Puts everything in place for the run to go on.
  ///
  /// @throws TrainingException when the tensors are not those of this run; nothing has changed then
  void restore(Trainer trainer, Source source) {
    read(Tensor.of(trainer));
    try {
      source.resume(content.state().clone());
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "the checkpoint %s holds a source's state that cannot be taken up: %s"
              .formatted(file, e.getMessage()),
          e);
    }
    trainer.resumeAfter(standing().step());
  }

  /// @throws ChangedRunException when that is not the configuration of the run
  void requireSame(Map<String, String> configuration) {
    Map<String, String> saved = configuration();
    String changes =
        union(saved, configuration).stream()
            .filter(name -> !value(saved, name).equals(value(configuration, name)))
            .map(name -> change(name, value(saved, name), value(configuration, name)))
            .collect(Collectors.joining(", "));
    if (!changes.isEmpty()) {
      throw new ChangedRunException(
          "the run in %s cannot go on like this: %s".formatted(file.getParent(), changes));
    }
  }

  private static String value(Map<String, String> configuration, String name) {
    return configuration.getOrDefault(name, "not set");
  }

  private static String change(String name, String before, String now) {
    if (before.startsWith(RunSettings.DIGEST) && now.startsWith(RunSettings.DIGEST)) {
      return "the %s has changed since it began".formatted(name);
    }
    return "%s was %s and is %s now".formatted(name, shown(before), shown(now));
  }

  private static String shown(String value) {
    return value.startsWith(RunSettings.DIGEST) ? "given" : value;
  }

  private static List<String> union(Map<String, String> a, Map<String, String> b) {
    return Stream.of(a, b).flatMap(map -> map.keySet().stream()).distinct().sorted().toList();
  }

  private void read(List<Tensor> tensors) {
    for (Tensor tensor : tensors) {
      Integer length = content.header().tensors().get(tensor.name());
      if (length == null || length != tensor.values().length) {
        throw new TrainingException(
            "the checkpoint %s is of another model: %s has %s numbers there and %d here"
                .formatted(
                    file, tensor.name(), length == null ? "no" : length, tensor.values().length));
      }
    }
    try {
      CheckpointFile.read(file, content, tensors);
    } catch (IOException | IllegalArgumentException e) {
      throw new TrainingException(
          "the checkpoint %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }
}
