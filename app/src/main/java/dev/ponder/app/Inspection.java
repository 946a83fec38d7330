package dev.ponder.app;

import dev.ponder.compute.CacheType;
import dev.ponder.core.Json;
import dev.ponder.engine.CachePlan;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.ModelNeeds;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.UnusableModelException;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a model file holds and whether it can be run.
///
/// @param metadata long arrays cut to `{"length":n,"first":[...]}`
record Inspection(
    Path file, long bytes, int version, Map<String, Json> metadata, List<Tensor> tensors, Use use) {
  private static final int LONGEST_ARRAY = 16;
  private static final int SHOWN_ELEMENTS = 4;

  Inspection {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = List.copyOf(tensors);
  }

  /// @param shape slowest dimension first: rows before columns
  record Tensor(String name, List<Long> shape, String type, long bytes) {
    Tensor {
      shape = List.copyOf(shape);
    }

    long elements() {
      return shape.stream().reduce(1L, (a, b) -> a * b);
    }
  }

  /// Whether this program can run the model.
  sealed interface Use {
    record Possible(String promptFormat, ModelNeeds needs) implements Use {

      ModelConfig config() {
        return needs.config();
      }

      /// Bytes of cache that a sequence of that length takes.
      long cacheBytes(CacheType type, int context) {
        return CachePlan.leastBytes(
            config().withCacheType(type),
            new CachePlan.Wish(context, 1, ModelOptions.DEFAULT.maxBatchTokens()));
      }
    }

    record Impossible(String why) implements Use {}
  }

  static Inspection of(Path file) {
    try (GgufFile gguf = GgufFile.open(file)) {
      Map<String, Json> metadata = new LinkedHashMap<>();
      gguf.metadata().values().forEach((key, value) -> metadata.put(key, json(value)));
      List<Tensor> tensors =
          gguf.tensors().values().stream()
              .map(tensor ->
                  new Tensor(
                      tensor.name(),
                      tensor.dimensions().reversed(),
                      tensor.format().name(),
                      tensor.data().byteSize()))
              .toList();
      return new Inspection(file, Files.size(file), gguf.version(), metadata, tensors, use(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long parameters() {
    return tensors.stream().mapToLong(Tensor::elements).sum();
  }

  /// Bytes of all tensors by their type's name.
  Map<String, Long> bytesByType() {
    Map<String, Long> bytes = new TreeMap<>();
    tensors.forEach(tensor -> bytes.merge(tensor.type(), tensor.bytes(), Long::sum));
    return bytes;
  }

  /// The type that most of the bytes have.
  String mainType() {
    return bytesByType().entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("none");
  }

  Json.Obj json() {
    Json.Builder types = Json.object();
    bytesByType().forEach(types::put);
    Json.Builder out =
        Json.object()
            .put("file", file.toString())
            .put("bytes", bytes)
            .put("gguf_version", version)
            .put("parameters", parameters())
            .put("tensor_bytes", tensors.stream().mapToLong(Tensor::bytes).sum())
            .put("tensor_bytes_by_type", types.build());
    switch (use) {
      case Use.Possible possible -> put(possible, out);
      case Use.Impossible(String why) -> out.put("cannot_run", why);
    }
    return out.put("metadata", new Json.Obj(metadata))
        .put("tensors", Json.of(tensors.stream().map(Inspection::json).toList()))
        .build();
  }

  private static void put(Use.Possible possible, Json.Builder out) {
    ModelConfig config = possible.config();
    Json.Builder perToken = Json.object();
    Json.Builder whole = Json.object();
    for (CacheType type : CacheType.values()) {
      String name = Sizes.lowerCase(type);
      perToken.put(name, MemoryUse.bytesPerToken(config.withCacheType(type)));
      whole.put(name, possible.cacheBytes(type, config.contextLength()));
    }
    out.put("architecture", config.architecture())
        .put("prompt_format", possible.promptFormat())
        .put("context_length", config.contextLength())
        .put("activation_bytes", possible.needs().activationBytes())
        .put("cache_bytes_per_token", perToken.build())
        .put("cache_bytes_of_whole_context", whole.build());
    if (config.window() > 0) {
      out.put("window", config.window());
    }
  }

  private static Json json(Tensor tensor) {
    return Json.object()
        .put("name", tensor.name())
        .put("shape", Json.of(tensor.shape().stream().map(Json::of).toList()))
        .put("type", tensor.type())
        .put("bytes", tensor.bytes())
        .build();
  }

  private static Json json(GgufValue value) {
    return switch (value) {
      case GgufValue.Int(long integer) -> Json.of(integer);
      case GgufValue.Real(double real) ->
          Double.isFinite(real) ? Json.of(real) : Json.of(Double.toString(real));
      case GgufValue.Bool(boolean flag) -> Json.of(flag);
      case GgufValue.Str(String text) -> Json.of(text);
      case GgufValue.Arr(List<GgufValue> elements) when elements.size() <= LONGEST_ARRAY ->
          array(elements);
      case GgufValue.Arr(List<GgufValue> elements) ->
          Json.object()
              .put("length", elements.size())
              .put("first", array(elements.subList(0, SHOWN_ELEMENTS)))
              .build();
    };
  }

  private static Json array(List<GgufValue> elements) {
    List<Json> values = new ArrayList<>();
    elements.forEach(element -> values.add(json(element)));
    return Json.of(values);
  }

  private static Use use(Path file) {
    try (LocalModel local = LocalModel.open(file, 1, ModelOptions.DEFAULT.withMaxBatchTokens(1))) {
      return new Use.Possible(
          local.promptFormat().name(), LocalModel.needs(file, ModelOptions.DEFAULT));
    } catch (UnusableModelException e) {
      return new Use.Impossible(Failures.text(e));
    }
  }
}
