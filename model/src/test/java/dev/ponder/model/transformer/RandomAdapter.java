package dev.ponder.model.transformer;

import dev.ponder.compute.Format;
import dev.ponder.compute.Kernels;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufTensor;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.GgufWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// An adapter of a model's matrices, to be written as a file of its own or merged into the model's.
final class RandomAdapter {
  private static final int RANK = 3;
  private static final float ALPHA = 6;

  private final Path base;
  private final String pattern;
  private final float size;

  /// @param pattern of the names of the matrices that are adapted
  /// @param size of the elements of `B`
  RandomAdapter(Path base, String pattern, float size) {
    this.base = base;
    this.pattern = pattern;
    this.size = size;
  }

  /// What files say of adapters.
  static Map<String, GgufValue> metadata(String architecture) {
    Map<String, GgufValue> metadata = new LinkedHashMap<>();
    metadata.put("general.type", new GgufValue.Str("adapter"));
    metadata.put("general.architecture", new GgufValue.Str(architecture));
    metadata.put("adapter.type", new GgufValue.Str("lora"));
    metadata.put("adapter.lora.alpha", new GgufValue.Real(ALPHA));
    return metadata;
  }

  Path write(Path to) {
    try (GgufFile file = GgufFile.open(base)) {
      GgufWriter writer = new GgufWriter();
      metadata(file.metadata().requiredText("general.architecture")).forEach(writer::put);
      for (GgufTensor tensor : file.tensors().values()) {
        if (tensor.name().matches(pattern)) {
          long columns = tensor.dimensions().get(0);
          long rows = tensor.dimensions().get(1);
          writer.tensor(
              tensor.name() + ".lora_a", Format.F32, List.of(columns, (long) RANK), down(tensor));
          writer.tensor(
              tensor.name() + ".lora_b", Format.F32, List.of((long) RANK, rows), up(tensor));
        }
      }
      writer.write(to);
      return to;
    }
  }

  /// The model with `W + scale · B A` in place of `W`.
  Path merge(Path to) {
    try (GgufFile file = GgufFile.open(base)) {
      GgufWriter writer = new GgufWriter();
      file.metadata().values().forEach(writer::put);
      for (GgufTensor tensor : file.tensors().values()) {
        float[] values = values(tensor);
        if (tensor.name().matches(pattern)) {
          add(tensor, values);
        }
        writer.tensor(tensor.name(), Format.F32, tensor.dimensions(), values);
      }
      writer.write(to);
      return to;
    }
  }

  private static float[] values(GgufTensor tensor) {
    int columns = Math.toIntExact(tensor.dimensions().getFirst());
    int rows =
        Math.toIntExact(tensor.dimensions().stream().skip(1).reduce(1L, Math::multiplyExact));
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      Kernels.named("scalar").dequantizeRow(tensor.matrix(), row, values, row * columns);
    }
    return values;
  }

  private void add(GgufTensor tensor, float[] values) {
    int columns = Math.toIntExact(tensor.dimensions().get(0));
    float[] down = down(tensor);
    float[] up = up(tensor);
    for (int i = 0; i < values.length; i++) {
      double sum = 0;
      for (int r = 0; r < RANK; r++) {
        sum += (double) up[i / columns * RANK + r] * down[r * columns + i % columns];
      }
      values[i] += (float) (ALPHA / RANK * sum);
    }
  }

  private float[] down(GgufTensor tensor) {
    return random(tensor.name(), Math.toIntExact(tensor.dimensions().get(0)) * RANK, 0.3f);
  }

  private float[] up(GgufTensor tensor) {
    return random(tensor.name() + "up", Math.toIntExact(tensor.dimensions().get(1)) * RANK, size);
  }

  private static float[] random(String seed, int length, float size) {
    Random random = new Random(seed.hashCode());
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (size * random.nextGaussian());
    }
    return values;
  }
}
