package dev.ponder.model;

import dev.ponder.compute.Format;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufTensor;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.GgufWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A fixture's file, to be changed and written elsewhere.
final class EditedModel implements AutoCloseable {
  private final GgufFile file;
  private final Map<String, GgufValue> metadata;
  private final Map<String, GgufTensor> tensors;
  private final Map<String, float[]> added = new LinkedHashMap<>();

  EditedModel(String fixture) {
    file = GgufFile.open(Path.of("src/test/resources/models", fixture, "model.gguf"));
    metadata = new LinkedHashMap<>(file.metadata().values());
    tensors = new LinkedHashMap<>(file.tensors());
  }

  EditedModel with(String key, GgufValue value) {
    metadata.put(key, value);
    return this;
  }

  EditedModel with(String key, long value) {
    return with(key, new GgufValue.Int(value));
  }

  EditedModel without(String key) {
    metadata.remove(key);
    return this;
  }

  EditedModel withoutTensor(String name) {
    tensors.remove(name);
    return this;
  }

  /// Names of all metadata.
  Set<String> keys() {
    return metadata.keySet();
  }

  /// Replaces or adds a tensor of ones.
  EditedModel withTensor(String name, int columns, int rows) {
    return withTensor(name, columns, rows, 1);
  }

  /// Replaces or adds a tensor of that value.
  EditedModel withTensor(String name, int columns, int rows, float value) {
    tensors.remove(name);
    float[] ones = new float[columns * rows];
    Arrays.fill(ones, value);
    added.put(name + " " + columns + " " + rows, ones);
    return this;
  }

  Path write(Path folder) {
    GgufWriter writer = new GgufWriter();
    metadata.forEach(writer::put);
    for (GgufTensor tensor : tensors.values()) {
      long rowBytes = tensor.format().bytes(tensor.dimensions().getFirst());
      writer.tensor(
          tensor.name(),
          tensor.format(),
          tensor.dimensions(),
          (first, band) ->
              band.put(tensor.data().asSlice(first * rowBytes, band.remaining()).asByteBuffer()));
    }
    added.forEach((description, values) -> {
      String[] parts = description.split(" ");
      List<Long> dimensions =
          parts[2].equals("1")
              ? List.of(Long.parseLong(parts[1]))
              : List.of(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
      writer.tensor(parts[0], Format.F32, dimensions, values);
    });
    Path path = folder.resolve("edited.gguf");
    writer.write(path);
    return path;
  }

  @Override
  public void close() {
    file.close();
  }
}
