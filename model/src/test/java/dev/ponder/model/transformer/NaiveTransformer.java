package dev.ponder.model.transformer;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// All architectures in the plainest loops there are, in double, without a cache, written from
/// their formulas and from nothing in the program: the slow twin.
final class NaiveTransformer {
  private final RandomModel m;

  NaiveTransformer(RandomModel model) {
    m = model;
  }

  /// The logits after each token.
  double[][] forward(int[] tokens) {
    double[][] x = new double[tokens.length][];
    for (int t = 0; t < tokens.length; t++) {
      x[t] = row(m.tensor("token_embd.weight"), tokens[t], m.hidden);
      if (m.architecture.equals("gemma3")) {
        for (int i = 0; i < m.hidden; i++) {
          x[t][i] *= Math.sqrt(m.hidden);
        }
      }
    }
    for (int layer = 0; layer < m.layers; layer++) {
      attention(layer, x, tokens.length);
      for (double[] row : x) {
        feedForward("blk." + layer + ".", row);
      }
    }
    String head = m.has("output.weight") ? "output.weight" : "token_embd.weight";
    double[][] logits = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      logits[t] = times(head, 0, m.vocabulary, norm("output_norm.weight", x[t]));
    }
    return logits;
  }

  private void attention(int layer, double[][] x, int length) {
    String p = "blk." + layer + ".";
    int q = m.queries * m.width;
    int k = m.keys * m.width;
    double[][] queries = new double[length][];
    double[][] keys = new double[length][];
    double[][] values = new double[length][];
    for (int t = 0; t < length; t++) {
      double[] n = norm(p + "attn_norm.weight", x[t]);
      boolean fused = m.has(p + "attn_qkv.weight");
      queries[t] = linear(p + (fused ? "attn_qkv" : "attn_q"), 0, q, n);
      keys[t] = linear(p + (fused ? "attn_qkv" : "attn_k"), fused ? q : 0, k, n);
      values[t] = linear(p + (fused ? "attn_qkv" : "attn_v"), fused ? q + k : 0, k, n);
      heads(p + "attn_q_norm.weight", queries[t], layer, t, length);
      heads(p + "attn_k_norm.weight", keys[t], layer, t, length);
    }
    int window = windowed(layer) ? m.window : Integer.MAX_VALUE;
    for (int t = 0; t < length; t++) {
      double[] attended = new double[q];
      for (int h = 0; h < m.queries; h++) {
        head(p, h, queries[t], keys, values, attended, t, Math.max(0, t - window + 1));
      }
      add(
          x[t],
          after(
              p + "post_attention_norm.weight", linear(p + "attn_output", 0, m.hidden, attended)));
    }
  }

  private void head(
      String p,
      int h,
      double[] query,
      double[][] keys,
      double[][] values,
      double[] attended,
      int t,
      int first) {
    int kv = h / (m.queries / m.keys) * m.width;
    double[] weights = new double[t + 1];
    double total =
        m.has(p + "attn_sinks.weight") ? Math.exp(m.tensor(p + "attn_sinks.weight")[h]) : 0;
    for (int s = first; s <= t; s++) {
      double score = 0;
      for (int i = 0; i < m.width; i++) {
        score += query[h * m.width + i] * keys[s][kv + i];
      }
      weights[s] = Math.exp(score / Math.sqrt(m.width));
      total += weights[s];
    }
    for (int s = first; s <= t; s++) {
      for (int i = 0; i < m.width; i++) {
        attended[h * m.width + i] += weights[s] / total * values[s][kv + i];
      }
    }
  }

  private boolean windowed(int layer) {
    return switch (m.architecture) {
      case "gpt-oss", "gptoss" -> layer % 2 == 0;
      case "gemma3" -> layer % 6 != 5;
      default -> false;
    };
  }

  /// Norms and turns all heads of a row.
  private void heads(String norm, double[] row, int layer, int position, int length) {
    for (int at = 0; at < row.length; at += m.width) {
      double[] head = java.util.Arrays.copyOfRange(row, at, at + m.width);
      if (m.has(norm)) {
        head = norm(norm, head);
      }
      turn(head, layer, position, length);
      System.arraycopy(head, 0, row, at, m.width);
    }
  }

  private void turn(double[] head, int layer, int position, int length) {
    boolean neighbours = m.architecture.equals("llama") || m.architecture.equals("smollm3");
    if (m.architecture.equals("smollm3") && layer % 4 == 3) {
      return;
    }
    double stretch = stretch();
    for (int i = 0; i < m.turned / 2; i++) {
      double angle = position * frequency(i, layer, length);
      int a = neighbours ? 2 * i : i;
      int b = neighbours ? 2 * i + 1 : i + m.turned / 2;
      double left = head[a];
      double right = head[b];
      head[a] = stretch * (left * Math.cos(angle) - right * Math.sin(angle));
      head[b] = stretch * (left * Math.sin(angle) + right * Math.cos(angle));
    }
  }

  private double stretch() {
    if (m.architecture.equals("phi3")) {
      return m.magnitude;
    }
    return m.scaling.equals("yarn") ? 1 + 0.1 * Math.log(m.factor) : 1;
  }

  private double frequency(int i, int layer, int length) {
    if (m.architecture.equals("gemma3") && windowed(layer)) {
      return Math.pow(m.windowBase, -2.0 * i / m.turned);
    }
    double plain = Math.pow(m.base, -2.0 * i / m.turned);
    if (m.architecture.equals("phi3")) {
      String size = length > m.original ? "long" : "short";
      return plain / m.tensor("rope_factors_" + size + ".weight")[i];
    }
    double scaled =
        switch (m.scaling) {
          case "linear" -> plain / m.factor;
          case "yarn" -> yarn(i, plain);
          default -> plain;
        };
    return m.has("rope_freqs.weight") ? scaled / m.tensor("rope_freqs.weight")[i] : scaled;
  }

  private double yarn(int i, double plain) {
    double low = whereTurning(32);
    double high = whereTurning(1);
    if (!m.architecture.startsWith("gpt")) {
      low = Math.floor(low);
      high = Math.ceil(high);
    }
    low = Math.max(low, 0);
    high = Math.min(high, m.turned - 1);
    high = low == high ? high + 0.001 : high;
    double ramp = Math.max(0, Math.min(1, (i - low) / (high - low)));
    return plain / m.factor * ramp + plain * (1 - ramp);
  }

  private double whereTurning(double turns) {
    return m.turned * Math.log(m.original / (turns * 2 * Math.PI)) / (2 * Math.log(m.base));
  }

  private void feedForward(String p, double[] x) {
    boolean gptOss = m.architecture.startsWith("gpt");
    double[] n = norm(p + (gptOss ? "post_attention_norm.weight" : "ffn_norm.weight"), x);
    if (m.experts == 0) {
      boolean fused = m.architecture.equals("phi3");
      double[] gate = times(p + (fused ? "ffn_up" : "ffn_gate") + ".weight", 0, m.inner, n);
      double[] up = times(p + "ffn_up.weight", fused ? m.inner : 0, m.inner, n);
      double[] out = times(p + "ffn_down.weight", 0, m.hidden, activated(gate, up));
      add(x, after(p + "post_ffw_norm.weight", out));
      return;
    }
    double[] scores = linear(p + "ffn_gate_inp", 0, m.experts, n);
    List<Integer> order =
        IntStream.range(0, m.experts)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer e) -> -scores[e]))
            .limit(m.chosen)
            .toList();
    double total = order.stream().mapToDouble(e -> Math.exp(scores[e])).sum();
    for (int e : order) {
      double[] gate = linear(p + "ffn_gate_exps", e * m.inner, m.inner, n);
      double[] up = linear(p + "ffn_up_exps", e * m.inner, m.inner, n);
      double[] out = linear(p + "ffn_down_exps", e * m.hidden, m.hidden, activated(gate, up));
      for (int i = 0; i < m.hidden; i++) {
        x[i] += Math.exp(scores[e]) / total * out[i];
      }
    }
  }

  private double[] activated(double[] gate, double[] up) {
    double[] result = new double[gate.length];
    for (int i = 0; i < gate.length; i++) {
      double g = gate[i];
      double u = up[i];
      result[i] =
          switch (m.architecture) {
            case "gemma3" ->
                u * 0.5 * g * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (g + 0.044715 * g * g * g)));
            case "gpt-oss", "gptoss" -> {
              double bounded = Math.min(g, 7);
              double other = Math.max(-7, Math.min(7, u));
              yield bounded / (1 + Math.exp(-1.702 * bounded)) * (other + 1);
            }
            default -> g / (1 + Math.exp(-g)) * u;
          };
    }
    return result;
  }

  private double[] linear(String name, int firstRow, int rows, double[] x) {
    double[] result = times(name + ".weight", firstRow, rows, x);
    if (m.has(name + ".bias")) {
      for (int i = 0; i < rows; i++) {
        result[i] += m.tensor(name + ".bias")[firstRow + i];
      }
    }
    return result;
  }

  private double[] times(String name, int firstRow, int rows, double[] x) {
    double[] result = new double[rows];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < x.length; i++) {
        result[r] += x[i] * m.tensor(name)[(firstRow + r) * x.length + i];
      }
    }
    return result;
  }

  private double[] after(String norm, double[] x) {
    boolean normed = m.architecture.equals("gemma3") && m.has(norm);
    return normed ? norm(norm, x) : x;
  }

  private double[] norm(String name, double[] x) {
    double squares = 0;
    for (double value : x) {
      squares += value * value;
    }
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = x[i] / Math.sqrt(squares / x.length + m.epsilon) * m.tensor(name)[i];
    }
    return result;
  }

  private static double[] row(float[] matrix, int row, int width) {
    double[] result = new double[width];
    for (int i = 0; i < width; i++) {
      result[i] = matrix[row * width + i];
    }
    return result;
  }

  private static void add(double[] x, double[] change) {
    for (int i = 0; i < x.length; i++) {
      x[i] += change[i];
    }
  }
}
