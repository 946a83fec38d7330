package dev.ponder.model.transformer;

import dev.ponder.compute.Format;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.GgufWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// A tiny model of any architecture with odd sizes and random weights: what [NaiveTransformer]
/// computes with, and the same as a file.
final class RandomModel {
  final String architecture;
  final int layers;
  final int hidden;
  final int keys;
  final int queries;
  final int width;
  final int turned;
  final int inner;
  final int experts;
  final int chosen;
  final int vocabulary;
  final int window;
  final int context = 64;
  final double base;
  final double windowBase;
  final double epsilon = 1e-5;
  final String scaling;
  final double factor;
  final int original;
  final double magnitude;
  private final Random random;
  private final Map<String, float[]> tensors = new LinkedHashMap<>();
  private final Map<String, List<Long>> dimensions = new LinkedHashMap<>();

  RandomModel(String architecture, long seed) {
    this.architecture = architecture;
    random = new Random(seed * 31 + architecture.hashCode());
    layers =
        switch (architecture) {
          case "gemma3" -> 7;
          case "smollm3" -> 5;
          default -> 2 + random.nextInt(2);
        };
    hidden = 7 + random.nextInt(50);
    keys = 1 + random.nextInt(3);
    queries = keys * (1 + random.nextInt(4));
    width = 2 * (3 + random.nextInt(8));
    turned = 2 * (2 + random.nextInt(width / 2 - 1));
    inner = 5 + random.nextInt(40);
    boolean mixture =
        architecture.contains("moe")
            || architecture.startsWith("gpt")
            || (architecture.equals("llama") && seed % 3 == 2);
    experts = mixture ? 2 + random.nextInt(6) : 0;
    chosen = mixture ? 1 + random.nextInt(experts) : 0;
    vocabulary = 20 + random.nextInt(40);
    boolean windowed = architecture.startsWith("gpt") || architecture.equals("gemma3");
    window = windowed ? 1 + random.nextInt(12) : 0;
    base = 100 + random.nextInt(20_000);
    windowBase = 50 + random.nextInt(1000);
    original = 16 + random.nextInt(16);
    factor = 1.5 + random.nextInt(4);
    magnitude = 0.8 + random.nextDouble();
    scaling =
        architecture.startsWith("gpt")
            ? "yarn"
            : architecture.equals("gemma3")
                ? "linear"
                : List.of("none", "linear", "yarn").get(random.nextInt(3));
    addTensors();
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  float[] tensor(String name) {
    return Objects.requireNonNull(tensors.get(name));
  }

  private void addTensors() {
    add("token_embd.weight", 1, hidden, vocabulary);
    add("output_norm.weight", 0, hidden);
    if (random.nextBoolean()) {
      add("output.weight", 1, hidden, vocabulary);
    }
    if (architecture.equals("phi3")) {
      add("rope_factors_short.weight", 0, turned / 2);
      add("rope_factors_long.weight", 0, turned / 2);
    }
    if (architecture.equals("llama")) {
      add("rope_freqs.weight", 0, turned / 2);
    }
    for (int i = 0; i < layers; i++) {
      addAttention("blk." + i + ".");
      addFeedForward("blk." + i + ".");
    }
  }

  private void addAttention(String prefix) {
    add(prefix + "attn_norm.weight", 0, hidden);
    int query = queries * width;
    int key = keys * width;
    if (architecture.equals("phi3")) {
      add(prefix + "attn_qkv.weight", 1, hidden, query + 2 * key);
    } else {
      add(prefix + "attn_q.weight", 1, hidden, query);
      add(prefix + "attn_k.weight", 1, hidden, key);
      add(prefix + "attn_v.weight", 1, hidden, key);
    }
    add(prefix + "attn_output.weight", 1, query, hidden);
    boolean gptOss = architecture.startsWith("gpt");
    if (gptOss || architecture.equals("qwen2") || architecture.equals("llama")) {
      add(prefix + "attn_q.bias", 1, query);
      add(prefix + "attn_k.bias", 1, key);
      add(prefix + "attn_v.bias", 1, key);
    }
    if (gptOss) {
      add(prefix + "attn_output.bias", 1, hidden);
      add(prefix + "attn_sinks.weight", 1, queries);
    }
    if (architecture.startsWith("qwen3") || architecture.equals("gemma3")) {
      add(prefix + "attn_q_norm.weight", 0, width);
      add(prefix + "attn_k_norm.weight", 0, width);
    }
    if (architecture.equals("gemma3")) {
      add(prefix + "post_attention_norm.weight", 0, hidden);
      add(prefix + "post_ffw_norm.weight", 0, hidden);
    }
  }

  private void addFeedForward(String prefix) {
    boolean gptOss = architecture.startsWith("gpt");
    add(prefix + (gptOss ? "post_attention_norm.weight" : "ffn_norm.weight"), 0, hidden);
    if (experts == 0) {
      boolean fused = architecture.equals("phi3");
      if (!fused) {
        add(prefix + "ffn_gate.weight", 1, hidden, inner);
      }
      add(prefix + "ffn_up.weight", 1, hidden, fused ? 2 * inner : inner);
      add(prefix + "ffn_down.weight", 1, inner, hidden);
      return;
    }
    add(prefix + "ffn_gate_inp.weight", 1, hidden, experts);
    add(prefix + "ffn_gate_exps.weight", 1, hidden, inner, experts);
    add(prefix + "ffn_up_exps.weight", 1, hidden, inner, experts);
    add(prefix + "ffn_down_exps.weight", 1, inner, hidden, experts);
    if (gptOss) {
      add(prefix + "ffn_gate_inp.bias", 1, experts);
      add(prefix + "ffn_gate_exps.bias", 1, inner, experts);
      add(prefix + "ffn_up_exps.bias", 1, inner, experts);
      add(prefix + "ffn_down_exps.bias", 1, hidden, experts);
    }
  }

  /// Norms and factors lie around 1, all else around 0.
  private void add(String name, int around, int... sizes) {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    float[] values = new float[count];
    double scale = sizes.length > 1 ? 2 / Math.sqrt(sizes[0]) : 0.5;
    for (int i = 0; i < count; i++) {
      values[i] =
          around == 0
              ? (float) (0.6 + 0.8 * random.nextDouble())
              : (float) (random.nextGaussian() * scale);
    }
    tensors.put(name, values);
    List<Long> shape = new ArrayList<>();
    for (int size : sizes) {
      shape.add((long) size);
    }
    dimensions.put(name, shape);
  }

  /// Lays tensors out as in Ollama's first files.
  private void renameAsPublished() {
    for (int i = 0; i < layers; i++) {
      String prefix = "blk." + i + ".";
      for (String suffix : List.of(".weight", ".bias")) {
        int columns = suffix.equals(".weight") ? hidden : 1;
        append(prefix + "attn_q" + suffix, prefix + "attn_k" + suffix);
        append(prefix + "attn_q" + suffix, prefix + "attn_v" + suffix);
        rename(prefix + "attn_q" + suffix, prefix + "attn_qkv" + suffix);
        rename(prefix + "attn_output" + suffix, prefix + "attn_out" + suffix);
        interleave(prefix, suffix, columns);
      }
      rename(prefix + "attn_sinks.weight", prefix + "attn_sinks");
      rename(prefix + "post_attention_norm.weight", prefix + "ffn_norm.weight");
    }
  }

  private void rename(String from, String to) {
    tensors.put(to, Objects.requireNonNull(tensors.remove(from)));
    dimensions.put(to, Objects.requireNonNull(dimensions.remove(from)));
  }

  private void append(String to, String from) {
    float[] head = tensor(to);
    float[] tail = Objects.requireNonNull(tensors.remove(from));
    float[] both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    tensors.put(to, both);
    List<Long> sizes = new ArrayList<>(Objects.requireNonNull(dimensions.get(to)));
    List<Long> more = Objects.requireNonNull(dimensions.remove(from));
    sizes.set(sizes.size() - 1, sizes.getLast() + more.getLast());
    dimensions.put(to, sizes);
  }

  private void interleave(String prefix, String suffix, int columns) {
    String name = prefix + "ffn_gate_exps" + suffix;
    float[] gate = tensor(name);
    float[] up = Objects.requireNonNull(tensors.remove(prefix + "ffn_up_exps" + suffix));
    float[] both = new float[2 * gate.length];
    for (int from = 0; from < gate.length; from += columns) {
      System.arraycopy(gate, from, both, 2 * from, columns);
      System.arraycopy(up, from, both, 2 * from + columns, columns);
    }
    tensors.put(name, both);
    List<Long> sizes = new ArrayList<>(Objects.requireNonNull(dimensions.get(name)));
    sizes.set(sizes.size() - 2, 2L * inner);
    dimensions.put(name, sizes);
    rename(name, prefix + "ffn_gate_up_exps" + suffix);
  }

  /// Writes the file, after which the weights are not to be asked for.
  Path write(Path path) {
    GgufWriter writer = new GgufWriter().put("general.architecture", architecture);
    String prefix = architecture + ".";
    writer
        .put(prefix + "block_count", layers)
        .put(prefix + "context_length", context)
        .put(prefix + "embedding_length", hidden)
        .put(prefix + "feed_forward_length", inner)
        .put(prefix + "attention.head_count", queries)
        .put(prefix + "attention.head_count_kv", perLayer(keys))
        .put(prefix + "attention.key_length", width)
        .put(prefix + "attention.value_length", width)
        .put(prefix + "attention.layer_norm_rms_epsilon", new GgufValue.Real(epsilon))
        .put(prefix + "attention.sliding_window", window)
        .put(prefix + "rope.dimension_count", turned)
        .put(prefix + "rope.freq_base", new GgufValue.Real(base))
        .put(prefix + "rope.freq_base_swa", new GgufValue.Real(windowBase))
        .put(prefix + "rope.scaling.original_context_length", original);
    if (architecture.equals("phi3")) {
      writer.put(prefix + "rope.scaling.attn_factor", new GgufValue.Real(magnitude));
    } else {
      writer
          .put(prefix + "rope.scaling.type", scaling)
          .put(prefix + "rope.scaling.factor", new GgufValue.Real(factor));
    }
    if (experts > 0) {
      writer
          .put(prefix + "expert_count", experts)
          .put(prefix + "expert_used_count", chosen)
          .put(prefix + "expert_feed_forward_length", inner);
    }
    if (architecture.equals("gptoss")) {
      renameAsPublished();
    }
    tensors.forEach((name, values) ->
        writer.tensor(name, Format.F32, Objects.requireNonNull(dimensions.get(name)), values));
    writer.write(path);
    return path;
  }

  private GgufValue perLayer(int value) {
    return new GgufValue.Arr(java.util.Collections.nCopies(layers, new GgufValue.Int(value)));
  }

  int[] tokens(int count) {
    return random.ints(count, 0, vocabulary).toArray();
  }
}
