package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.model.KvBlock;
import dev.ponder.model.ModelConfig;
import java.util.List;
import java.util.Map;

/// What computing with a model takes at least, whatever the kernels: operations of its matrices and
/// of attention, and bytes of weights and cache that have to come from memory.
///
/// Norms, activations and what is written count for nothing: they are small beside the rest.
///
/// @param body of all layers' matrices for a token: operations, and bytes that each step reads
/// @param head of the matrix that makes logits, for a token of which they are wanted
/// @param expertBytes of all experts of all layers
/// @param expertShare of the experts that a token visits; 1 where there are none
/// @param queryHeads of a layer
record ModelWork(
    Work body,
    Work head,
    double expertBytes,
    double expertShare,
    int queryHeads,
    ModelConfig config) {
  private static final String EMBEDDING = "token_embd.weight";
  private static final String HEAD = "output.weight";

  /// Operations, where a multiplication and its addition are two, and bytes read from memory.
  record Work(double operations, double bytes) {
    static final Work NONE = new Work(0, 0);

    Work plus(Work other) {
      return new Work(operations + other.operations, bytes + other.bytes);
    }

    /// Operations for each byte.
    double intensity() {
      return operations / bytes;
    }
  }

  /// Counted by the tensors of the model's file.
  static ModelWork of(Inspection file, ModelConfig config) {
    String architecture = config.architecture();
    double experts = number(file.metadata(), architecture + ".expert_count", 0);
    double visited = number(file.metadata(), architecture + ".expert_used_count", experts);
    double share = experts == 0 ? 1 : Math.min(1, visited / experts);
    boolean tied = file.tensors().stream().noneMatch(tensor -> tensor.name().equals(HEAD));
    Work body = Work.NONE;
    Work head = Work.NONE;
    double expertBytes = 0;
    for (Inspection.Tensor tensor : file.tensors()) {
      double operations = 2.0 * tensor.elements();
      if (tensor.shape().size() < 2 || tensor.name().endsWith(".bias")) {
        continue;
      }
      if (tensor.name().equals(tied ? EMBEDDING : HEAD)) {
        head = new Work(operations, tensor.bytes());
      } else if (tensor.name().contains("_exps.")) {
        body = body.plus(new Work(share * operations, 0));
        expertBytes += tensor.bytes();
      } else if (!tensor.name().equals(EMBEDDING)) {
        body = body.plus(new Work(operations, tensor.bytes()));
      }
    }
    int keyHeads = config.layers().getFirst().heads();
    double queryHeads = number(file.metadata(), architecture + ".attention.head_count", keyHeads);
    return new ModelWork(body, head, expertBytes, share, (int) queryHeads, config);
  }

  /// A number, or the first of several, which a file has for its layers.
  private static double number(Map<String, Json> metadata, String key, double otherwise) {
    return switch (metadata.getOrDefault(key, new Json.Null())) {
      case Json.Num number -> number.doubleValue();
      case Json.Arr(List<Json> all) when !all.isEmpty() && all.getFirst() instanceof Json.Num n ->
          n.doubleValue();
      case Json.Arr _, Json.Obj _, Json.Str _, Json.Bool _, Json.Null _ -> otherwise;
    };
  }

  /// A prompt in steps of so many tokens, and the logits of its last one.
  Work prompt(int tokens, int step) {
    Work all = head;
    for (int from = 0; from < tokens; from += step) {
      all = all.plus(layers(from, Math.min(step, tokens - from)));
    }
    return all;
  }

  /// So many tokens, one after the other, behind so many others.
  Work generation(int context, int tokens) {
    Work all = Work.NONE;
    for (int i = 0; i < tokens; i++) {
      all = all.plus(layers(context + i, 1)).plus(head);
    }
    return all;
  }

  /// A step of `count` tokens behind `from` others.
  private Work layers(int from, int count) {
    // The experts that some token visits, if all are as likely.
    double visited = 1 - Math.pow(1 - expertShare, count);
    double operations = count * body.operations;
    double bytes = body.bytes + visited * expertBytes;
    for (int layer = 0; layer < config.layers().size(); layer++) {
      ModelConfig.LayerCache kept = config.layers().get(layer);
      int window = kept.window() == 0 ? Integer.MAX_VALUE : kept.window();
      double keys = 0;
      for (int i = 1; i <= count; i++) {
        keys += Math.min(from + i, window);
      }
      // Scores and the sum of values, a multiplication and an addition each.
      operations += 4.0 * queryHeads * kept.headWidth() * keys;
      double positionBytes =
          (double) kept.heads() * config.headLayout(layer).bytes() / KvBlock.POSITIONS;
      bytes += positionBytes * Math.min(from, window);
    }
    return new Work(operations, bytes);
  }
}
