package dev.ponder.train;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.core.Json;
import dev.ponder.model.KvMemory;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.Logits;
import dev.ponder.model.ModelLoader;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.Slice;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.gguf.GgufTensor;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.GgufWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A model's file, and what others make of it.
record ModelFile(Path path) {

  /// One of the fixtures of the module `model`.
  static ModelFile fixture(String name) {
    return new ModelFile(Path.of("../model/src/test/resources/models", name, "model.gguf"));
  }

  /// What its reference implementation computed.
  ///
  /// @param positions of which logits are known
  record Reference(int[] tokens, int[] positions, float[][] logits) {}

  List<Reference> references() throws IOException {
    Json expected = Json.parse(Files.readString(path.resolveSibling("expected.json")));
    return elements(member(expected, "sequences")).stream()
        .map(sequence ->
            new Reference(
                integers(member(sequence, "tokens")),
                integers(member(sequence, "positions")),
                elements(member(sequence, "logits")).stream()
                    .map(ModelFile::floats)
                    .toArray(float[][]::new)))
        .toList();
  }

  Map<String, GgufValue> metadata() {
    try (GgufFile file = GgufFile.open(path)) {
      return file.metadata().values();
    }
  }

  /// The logits that a server computes.
  float[][] served(int[] tokens, Workers workers) {
    return served(tokens, new ModelOptions(64, CacheType.F32), workers);
  }

  /// As [#served], with that adapter.
  float[][] served(int[] tokens, Path adapter, Workers workers) {
    return served(tokens, new ModelOptions(64, CacheType.F32).withAdapter(adapter), workers);
  }

  private float[][] served(int[] tokens, ModelOptions options, Workers workers) {
    try (LanguageModel model =
            ModelLoader.load(path, options, Kernels.named("vector"), workers).model();
        KvMemory memory = new KvMemory(model.config())) {
      Slice slice =
          new Slice(tokens, 0, memory.sequence(tokens.length, tokens.length), tokens.length);
      Logits logits = model.forward(List.of(slice));
      int width = logits.vocabulary();
      float[][] rows = new float[tokens.length][];
      Arrays.setAll(
          rows, row -> Arrays.copyOfRange(logits.values(), row * width, (row + 1) * width));
      return rows;
    }
  }

  /// A copy with other metadata.
  ModelFile edited(Path to, Consumer<Map<String, GgufValue>> edit) {
    try (GgufFile file = GgufFile.open(path)) {
      Map<String, GgufValue> metadata = new LinkedHashMap<>(file.metadata().values());
      edit.accept(metadata);
      GgufWriter writer = new GgufWriter();
      metadata.forEach(writer::put);
      file.tensors().values().forEach(tensor -> copy(tensor, writer));
      writer.write(to);
      return new ModelFile(to);
    }
  }

  private static void copy(GgufTensor tensor, GgufWriter writer) {
    long rowBytes = tensor.format().bytes(tensor.dimensions().getFirst());
    writer.tensor(
        tensor.name(),
        tensor.format(),
        tensor.dimensions(),
        (first, band) ->
            band.put(tensor.data().asSlice(first * rowBytes, band.remaining()).asByteBuffer()));
  }

  private static Json member(Json object, String name) {
    return ((Json.Obj) object).member(name).orElseThrow();
  }

  private static List<Json> elements(Json array) {
    return ((Json.Arr) array).elements();
  }

  private static int[] integers(Json array) {
    return elements(array).stream().mapToInt(n -> (int) ((Json.Num) n).doubleValue()).toArray();
  }

  private static float[] floats(Json array) {
    List<Json> numbers = elements(array);
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) ((Json.Num) numbers.get(i)).doubleValue();
    }
    return floats;
  }
}
