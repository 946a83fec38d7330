package dev.ponder.train.network;

import dev.ponder.compute.Format;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.GgufWriter;
import dev.ponder.model.gguf.Quantiser;
import dev.ponder.train.Parameter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Describes adapters in a GGUF file as llama.cpp has them (`src/llama-adapter.cpp`): for the
/// matrix `name`, `[outputs, inputs]`, the matrices `name.lora_a`, `[rank, inputs]`, and
/// `name.lora_b`, `[outputs, rank]`, in single precision.
public final class AdapterExport {
  private final Adapted adapted;

  public AdapterExport(Adapted adapted) {
    this.adapted = adapted;
  }

  /// Declares metadata and tensors.
  ///
  /// @param metadata from elsewhere. What it says about architecture and adapter is left out.
  public GgufWriter writer(Map<String, GgufValue> metadata) {
    GgufWriter writer = new GgufWriter();
    metadata.forEach(writer::put);
    writer
        .put("general.architecture", adapted.shape().family().architecture())
        .put("general.type", "adapter")
        .put("general.alignment", 32)
        .put("general.file_type", 0)
        .put("adapter.type", "lora")
        .put("adapter.lora.alpha", adapted.settings().alpha());
    adapted.parameters().forEach(parameter -> add(parameter, writer));
    return writer;
  }

  private void add(Parameter parameter, GgufWriter writer) {
    writer.tensor(
        parameter.name(),
        Format.F32,
        List.of((long) parameter.columns(), (long) parameter.rows()),
        (first, band) -> fill(parameter, Math.toIntExact(first), band));
  }

  /// The rows of `B` are outputs, which may have another order in files.
  private void fill(Parameter parameter, int first, ByteBuffer band) {
    int width = parameter.columns();
    String moved = parameter.name().replaceFirst("\\.lora_b$", "");
    for (int row = first; band.hasRemaining(); row++) {
      int from = HeadOrder.rowHere(adapted.shape(), moved, row) * width;
      Quantiser.encode(
          Format.F32, Arrays.copyOfRange(parameter.values(), from, from + width), band);
    }
  }
}
