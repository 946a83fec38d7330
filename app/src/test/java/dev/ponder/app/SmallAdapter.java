package dev.ponder.app;

import dev.ponder.compute.Format;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// An adapter of the small trained model, called "My Notes".
final class SmallAdapter {
  private SmallAdapter() {}

  /// Writes one to that file.
  ///
  /// @param strength of what it adds to each of the first layer's outputs of attention
  static Path write(Path to, float strength) {
    String name = "blk.0.attn_output.weight";
    try (GgufFile file = GgufFile.open(CommandRun.reasoner())) {
      List<Long> dimensions = file.tensor(name).orElseThrow().dimensions();
      int columns = Math.toIntExact(dimensions.get(0));
      int rows = Math.toIntExact(dimensions.get(1));
      GgufWriter writer = new GgufWriter();
      writer
          .put("general.type", "adapter")
          .put("general.name", "My Notes")
          .put("general.architecture", file.metadata().requiredText("general.architecture"))
          .put("adapter.type", "lora")
          .put("adapter.lora.alpha", 1f)
          .tensor(
              name + ".lora_a", Format.F32, List.of((long) columns, 1L), filled(columns, strength))
          .tensor(name + ".lora_b", Format.F32, List.of(1L, (long) rows), filled(rows, strength));
      writer.write(to);
      return to;
    }
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }
}
