package dev.ponder.train.run;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What a checkpoint says of itself before its numbers.
///
/// @param score of the examination after that step, if there was one
/// @param configuration of the run
/// @param stateBytes of the source's state
/// @param tensors lengths in floats by name, in the order in which they lie in the file
record CheckpointHeader(
    Standing standing,
    OptionalDouble score,
    Map<String, String> configuration,
    int stateBytes,
    Map<String, Integer> tensors) {

  CheckpointHeader {
    configuration = Collections.unmodifiableMap(new TreeMap<>(configuration));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /// Bytes of all numbers.
  long tensorBytes() {
    return tensors.values().stream().mapToLong(length -> (long) length * Float.BYTES).sum();
  }

  Json json() {
    Json.Builder settings = Json.object();
    configuration.forEach(settings::put);
    List<Json> lengths = new ArrayList<>();
    tensors.forEach((name, length) ->
        lengths.add(Json.object().put("name", name).put("length", length).build()));
    Json.Builder header =
        Json.object()
            .put("step", standing.step())
            .put("used", standing.used())
            .put("seconds", standing.seconds())
            .put("tokens", standing.tokens());
    if (score.isPresent()) {
      header.put("score", score.getAsDouble());
    }
    return header
        .put("configuration", settings.build())
        .put("stateBytes", stateBytes)
        .put("tensors", Json.of(lengths))
        .build();
  }

  /// @throws IllegalArgumentException when that is no header
  static CheckpointHeader parse(byte[] utf8) {
    try {
      Json.Obj header = object(Json.parse(utf8));
      Standing standing =
          new Standing(
              whole(header, "step"),
              number(header, "used"),
              number(header, "seconds"),
              whole(header, "tokens"));
      OptionalDouble score =
          header.member("score").isPresent()
              ? OptionalDouble.of(number(header, "score"))
              : OptionalDouble.empty();
      int stateBytes = Math.toIntExact(whole(header, "stateBytes"));
      return new CheckpointHeader(
          standing, score, configuration(header), stateBytes, tensors(header));
    } catch (JsonSyntaxException | ArithmeticException e) {
      throw new IllegalArgumentException("its header is damaged", e);
    }
  }

  private static Map<String, String> configuration(Json.Obj header) {
    Map<String, String> configuration = new TreeMap<>();
    object(required(header, "configuration"))
        .members()
        .forEach((name, value) -> configuration.put(name, text(value)));
    return configuration;
  }

  private static Map<String, Integer> tensors(Json.Obj header) {
    Map<String, Integer> tensors = new LinkedHashMap<>();
    if (!(required(header, "tensors") instanceof Json.Arr(var elements))) {
      throw new IllegalArgumentException("its header names no tensors");
    }
    for (Json element : elements) {
      Json.Obj tensor = object(element);
      String name = text(required(tensor, "name"));
      tensors.put(name, Math.toIntExact(whole(tensor, "length")));
    }
    return tensors;
  }

  private static Json required(Json.Obj object, String name) {
    return object
        .member(name)
        .orElseThrow(() -> new IllegalArgumentException("its header has no " + name));
  }

  private static Json.Obj object(Json json) {
    if (json instanceof Json.Obj object) {
      return object;
    }
    throw new IllegalArgumentException("its header is damaged");
  }

  private static String text(Json json) {
    if (json instanceof Json.Str(var value)) {
      return value;
    }
    throw new IllegalArgumentException("its header is damaged");
  }

  private static double number(Json.Obj object, String name) {
    if (required(object, name) instanceof Json.Num number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("its header has no number as " + name);
  }

  private static long whole(Json.Obj object, String name) {
    double number = number(object, name);
    if (!(number >= 0 && number <= 1L << 53) || number != Math.rint(number)) {
      throw new IllegalArgumentException("its header has no count as " + name);
    }
    return (long) number;
  }
}
