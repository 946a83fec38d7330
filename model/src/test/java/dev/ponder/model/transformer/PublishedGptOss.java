package dev.ponder.model.transformer;

import dev.ponder.compute.Format;
import dev.ponder.model.gguf.GgufWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/// The experts of one tiny gpt-oss of random weights, to be written in each layout that they come
/// in; [RandomModel] has the other differences.
final class PublishedGptOss {
  static final int VOCABULARY = 50;
  private static final int LAYERS = 2;
  private static final int EXPERTS = 5;
  private static final int QUERIES = 4;
  private static final int KEYS = 2;
  private static final int WIDTH = 8;
  private static final int BLOCK_BYTES = 17;
  private static final int OLLAMAS = 4;

  private record Weight(Format format, List<Long> dimensions, byte[] bytes) {}

  private final int hidden;
  private final int inner;
  private final Random random;
  private final Map<String, Weight> weights = new LinkedHashMap<>();
  private final Set<String> renumbered = new HashSet<>();

  PublishedGptOss(int hidden, int inner) {
    this.hidden = hidden;
    this.inner = inner;
    random = new Random(hidden + inner);
    add("token_embd.weight", hidden, VOCABULARY);
    add("output_norm.weight", hidden);
    for (int i = 0; i < LAYERS; i++) {
      String prefix = "blk." + i + ".";
      for (String norm : List.of("attn_norm.weight", "post_attention_norm.weight")) {
        add(prefix + norm, hidden);
      }
      add(prefix + "attn_sinks.weight", QUERIES);
      addBiased(prefix + "attn_q", hidden, QUERIES * WIDTH);
      addBiased(prefix + "attn_k", hidden, KEYS * WIDTH);
      addBiased(prefix + "attn_v", hidden, KEYS * WIDTH);
      addBiased(prefix + "attn_output", QUERIES * WIDTH, hidden);
      addBiased(prefix + "ffn_gate_inp", hidden, EXPERTS);
      addExperts(prefix + "ffn_gate_exps", hidden, inner);
      addExperts(prefix + "ffn_up_exps", hidden, inner);
      addExperts(prefix + "ffn_down_exps", inner, hidden);
    }
  }

  private void addBiased(String name, int columns, int rows) {
    add(name + ".weight", columns, rows);
    add(name + ".bias", rows);
  }

  private void add(String name, int... sizes) {
    int count = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      float value = (float) random.nextGaussian();
      bytes.putFloat(sizes.length > 1 ? value / (float) Math.sqrt(sizes[0]) : value);
    }
    weights.put(name, new Weight(Format.F32, sizes(sizes), bytes.array()));
  }

  private void addExperts(String name, int columns, int rows) {
    byte[] blocks = new byte[EXPERTS * rows * columns / 32 * BLOCK_BYTES];
    random.nextBytes(blocks);
    for (int block = 0; block < blocks.length; block += BLOCK_BYTES) {
      blocks[block] = (byte) (122 + random.nextInt(3));
    }
    weights.put(name + ".weight", new Weight(Format.MXFP4, sizes(columns, rows, EXPERTS), blocks));
    add(name + ".bias", rows, EXPERTS);
  }

  private static List<Long> sizes(int... sizes) {
    return Arrays.stream(sizes).mapToLong(size -> size).boxed().toList();
  }

  /// Puts gate and up into one tensor, row by row in turn.
  PublishedGptOss interleaved() {
    for (int i = 0; i < LAYERS; i++) {
      String prefix = "blk." + i + ".ffn_";
      interleave(prefix, ".weight", Math.toIntExact(Format.MXFP4.bytes(hidden)));
      interleave(prefix, ".bias", Float.BYTES);
    }
    return this;
  }

  private void interleave(String prefix, String suffix, int rowBytes) {
    Weight gate = Objects.requireNonNull(weights.remove(prefix + "gate_exps" + suffix));
    Weight up = Objects.requireNonNull(weights.remove(prefix + "up_exps" + suffix));
    byte[] both = new byte[2 * gate.bytes.length];
    for (int from = 0; from < gate.bytes.length; from += rowBytes) {
      System.arraycopy(gate.bytes, from, both, 2 * from, rowBytes);
      System.arraycopy(up.bytes, from, both, 2 * from + rowBytes, rowBytes);
    }
    List<Long> sizes =
        suffix.equals(".bias") ? sizes(2 * inner, EXPERTS) : sizes(hidden, 2 * inner, EXPERTS);
    weights.put(prefix + "gate_up_exps" + suffix, new Weight(gate.format, sizes, both));
  }

  /// Puts neighbouring elements into one byte.
  PublishedGptOss paired() {
    weights.replaceAll((_, weight) -> weight.format == Format.MXFP4 ? paired(weight) : weight);
    return this;
  }

  private static Weight paired(Weight weight) {
    byte[] bytes = weight.bytes.clone();
    for (int block = 0; block < bytes.length; block += BLOCK_BYTES) {
      int[] elements = new int[32];
      for (int i = 0; i < 16; i++) {
        elements[i] = weight.bytes[block + 1 + i] & 15;
        elements[i + 16] = weight.bytes[block + 1 + i] >> 4 & 15;
      }
      for (int i = 0; i < 16; i++) {
        bytes[block + 1 + i] = (byte) (elements[2 * i] | elements[2 * i + 1] << 4);
      }
    }
    return new Weight(weight.format, weight.dimensions, bytes);
  }

  /// Gives MXFP4 Ollama's number.
  PublishedGptOss renumbered() {
    weights.forEach((name, weight) -> {
      if (weight.format == Format.MXFP4) {
        renumbered.add(name);
      }
    });
    return this;
  }

  PublishedGptOss without(String name) {
    weights.remove(name);
    renumbered.remove(name);
    return this;
  }

  /// Appends as many rows again to each matrix of that tensor.
  PublishedGptOss doubled(String name) {
    weights.computeIfPresent(
        name,
        (_, weight) -> {
          List<Long> sizes = new ArrayList<>(weight.dimensions);
          sizes.set(1, 2 * sizes.get(1));
          byte[] bytes = Arrays.copyOf(weight.bytes, 2 * weight.bytes.length);
          return new Weight(weight.format, sizes, bytes);
        });
    return this;
  }

  /// Writes the file.
  Path write(Path path) throws IOException {
    String architecture = "gptoss";
    GgufWriter writer = new GgufWriter().put("general.architecture", architecture);
    Map<String, Integer> values = new LinkedHashMap<>();
    values.put("block_count", LAYERS);
    values.put("context_length", 64);
    values.put("embedding_length", hidden);
    values.put("feed_forward_length", inner);
    values.put("expert_count", EXPERTS);
    values.put("expert_used_count", 3);
    values.put("attention.head_count", QUERIES);
    values.put("attention.head_count_kv", KEYS);
    values.put("attention.key_length", WIDTH);
    values.put("attention.value_length", WIDTH);
    values.put("attention.sliding_window", 6);
    values.put("rope.scaling.original_context_length", 16);
    values.forEach((key, value) -> writer.put(architecture + "." + key, value));
    writer
        .put(architecture + ".attention.layer_norm_rms_epsilon", 1e-5f)
        .put(architecture + ".rope.freq_base", 5e3f)
        .put(architecture + ".rope.scaling.factor", 4f);
    weights.forEach((name, weight) -> {
      int rowBytes = Math.toIntExact(weight.format.bytes(weight.dimensions.getFirst()));
      writer.tensor(
          name,
          weight.format,
          weight.dimensions,
          (first, band) ->
              band.put(weight.bytes, Math.toIntExact(first * rowBytes), band.remaining()));
    });
    writer.write(path);
    renumber(path);
    return path;
  }

  /// In the table of tensors a name is followed by a count, that many dimensions, and the type.
  private void renumber(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String name : renumbered) {
      bytes[text.indexOf(name) + name.length() + Integer.BYTES + 3 * Long.BYTES] = OLLAMAS;
    }
    Files.write(path, bytes);
  }
}
