package dev.ponder.model.transformer;

import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.compute.Workers;
import dev.ponder.core.Json;
import dev.ponder.model.ModelOptions;
import dev.ponder.model.gguf.GgufFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A small model file and what the reference implementation makes of it.
record Fixture(Path folder) {

  /// One reference sequence.
  ///
  /// @param positions of which logits are known: the last ones
  /// @param greedy the likeliest continuation, possibly empty
  record Sequence(int[] tokens, int[] positions, float[][] logits, int[] argmax, int[] greedy) {}

  /// The fixture of that name: among the test resources, in the app's, or beside the repository.
  static Fixture named(String name) {
    return Stream.of(
            "src/test/resources/models",
            "../app/src/test/resources",
            "../../shared/fixtures/models")
        .map(folder -> Path.of(folder, name))
        .filter(folder -> Files.exists(folder.resolve("model.gguf")))
        .findFirst()
        .map(Fixture::new)
        .orElseGet(() -> new Fixture(Path.of(name)));
  }

  boolean present() {
    return Files.exists(folder.resolve("model.gguf"));
  }

  /// The model with a cache of single precision, as the reference has it.
  Transformer open(int maxBatchTokens, Workers workers, Kernels kernels) {
    return open(maxBatchTokens, workers, kernels, Yarn.Ramps.AS_TRAINED);
  }

  Transformer open(int maxBatchTokens, Workers workers, Kernels kernels, Yarn.Ramps ramps) {
    ModelOptions options = new ModelOptions(maxBatchTokens, CacheType.F32);
    return Transformer.of(
        file(), "model.gguf", new Transformer.Runtime(options, workers, kernels), ramps);
  }

  Transformer open(ModelOptions options, Workers workers, Kernels kernels) {
    return Transformer.of(file(), "model.gguf", new Transformer.Runtime(options, workers, kernels));
  }

  private GgufFile file() {
    return GgufFile.open(folder.resolve("model.gguf"));
  }

  List<Sequence> sequences() {
    return sequences("sequences");
  }

  /// Those under another name.
  List<Sequence> sequences(String name) {
    return elements(member(expected(), name)).stream().map(Fixture::sequence).toList();
  }

  private static Sequence sequence(Json json) {
    return new Sequence(
        integers(member(json, "tokens")),
        integers(member(json, "positions")),
        elements(member(json, "logits")).stream().map(Fixture::floats).toArray(float[][]::new),
        integers(member(json, "argmax")),
        ((Json.Obj) json).member("greedy").map(Fixture::integers).orElse(new int[0]));
  }

  double tolerance() {
    return ((Json.Num) member(expected(), "tolerance_float")).doubleValue();
  }

  /// How far logits may be off: the largest error, and the root mean square in standard deviations
  /// of the logits.
  record Bounds(double largest, double rootMeanSquare) {}

  Bounds boundsOfEightBits() {
    return new Bounds(
        ((Json.Num) member(expected(), "tolerance")).doubleValue(),
        folder.endsWith("gpt-oss-mxfp4") ? 0.05 : 0.03);
  }

  private Json expected() {
    try {
      return Json.parse(Files.readString(folder.resolve("expected.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
