package dev.ponder.train.network;

import dev.ponder.compute.Format;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.GgufWriter;
import dev.ponder.model.gguf.Quantiser;
import dev.ponder.train.Parameter;
import dev.ponder.train.TransformerShape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/// Describes a network in a GGUF file, under the names by which `ModelLoader` finds it.
public final class Export {
  private final Learned learned;
  private final TransformerShape shape;
  private final Format format;

  /// @param format of matrices and embeddings, which are F16 where their rows are not whole blocks
  ///   of it; norms and biases are F32
  public Export(Learned learned, Format format) {
    this.learned = learned;
    this.format = format;
    shape = learned.shape();
  }

  /// Declares metadata and tensors.
  ///
  /// @param metadata of tokenizer, chat template and name, from elsewhere. What it says about the
  ///   architecture is left out: the shape knows better.
  public GgufWriter writer(Map<String, GgufValue> metadata) {
    GgufWriter writer = new GgufWriter();
    writer.put("general.architecture", shape.family().architecture()).put("general.type", "model");
    metadata.forEach((key, value) -> {
      if (!key.equals("general.architecture") && !key.startsWith(key(""))) {
        writer.put(key, value);
      }
    });
    describe(writer);
    learned.parameters().forEach(parameter -> add(parameter, writer));
    float[] factors = learned.ropeFactors();
    if (factors.length > 0) {
      writer.tensor(
          "rope_freqs.weight", Format.F32, List.of((long) factors.length), factors.clone());
    }
    return writer;
  }

  private void describe(GgufWriter writer) {
    writer
        .put("general.alignment", 32)
        .put("general.file_type", fileType())
        .put("general.quantization_version", 2)
        .put(key("block_count"), shape.layers())
        .put(key("context_length"), shape.context())
        .put(key("embedding_length"), shape.hidden())
        .put(key("feed_forward_length"), shape.feedForward())
        .put(key("attention.head_count"), shape.heads())
        .put(key("attention.head_count_kv"), shape.kvHeads())
        .put(key("attention.key_length"), shape.headWidth())
        .put(key("attention.value_length"), shape.headWidth())
        .put(key("attention.layer_norm_rms_epsilon"), shape.epsilon())
        .put(key("rope.freq_base"), new GgufValue.Real(shape.ropeBase()))
        .put(key("rope.dimension_count"), shape.headWidth())
        .put(key("vocab_size"), shape.vocabulary());
  }

  private String key(String name) {
    return shape.family().architecture() + "." + name;
  }

  /// GGML's number for files of mostly that format.
  private int fileType() {
    return switch (format) {
      case F32 -> 0;
      case F16 -> 1;
      case Q8_0 -> 7;
      case BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS, MXFP4 ->
          throw new IllegalArgumentException(
              "trained weights are written as F32, F16 or Q8_0, not " + format);
    };
  }

  private void add(Parameter parameter, GgufWriter writer) {
    List<Long> dimensions =
        parameter.role() == Parameter.Role.VECTOR
            ? List.of((long) parameter.columns())
            : List.of((long) parameter.columns(), (long) parameter.rows());
    Format own = formatOf(parameter);
    writer.tensor(
        parameter.name(), own, dimensions, (first, band) -> fill(parameter, own, first, band));
  }

  private Format formatOf(Parameter parameter) {
    if (parameter.role() == Parameter.Role.VECTOR) {
      return Format.F32;
    }
    return parameter.columns() % format.blockElements() == 0 ? format : Format.F16;
  }

  private void fill(Parameter parameter, Format own, long first, ByteBuffer band) {
    float[] inFile = inFileOrder(parameter, (int) first, rowsOf(band, parameter, own));
    Quantiser.encode(own, inFile, band);
  }

  private static int rowsOf(ByteBuffer band, Parameter parameter, Format own) {
    return Math.toIntExact(band.remaining() / own.bytes(parameter.columns()));
  }

  /// Some rows, or all of a vector, in the file's order.
  private float[] inFileOrder(Parameter parameter, int first, int count) {
    float[] values = new float[count * parameter.columns()];
    if (parameter.role() == Parameter.Role.VECTOR) {
      for (int i = 0; i < values.length; i++) {
        values[HeadOrder.rowInFile(shape, parameter.name(), i)] = parameter.values()[i];
      }
      return values;
    }
    int width = parameter.columns();
    for (int row = 0; row < count; row++) {
      int from = HeadOrder.rowHere(shape, parameter.name(), first + row);
      System.arraycopy(parameter.values(), from * width, values, row * width, width);
    }
    return values;
  }
}
