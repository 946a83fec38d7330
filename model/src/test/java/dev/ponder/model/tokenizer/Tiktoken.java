package dev.ponder.model.tokenizer;

import dev.ponder.core.Json;
import dev.ponder.model.gguf.GgufValue;
import dev.ponder.model.gguf.Metadata;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Makes a tokenizer from a rank file of OpenAI's tiktoken and the special tokens of Harmony, as a
/// converter to GGUF does.
final class Tiktoken {
  private static final int SIZE = 201_088;

  private final List<String> tokens = new ArrayList<>();
  private final List<GgufValue> types = new ArrayList<>();
  private final List<GgufValue> merges = new ArrayList<>();

  private Tiktoken() {}

  static Tokenizer read(Path ranks, Path vectors) throws IOException {
    Tiktoken file = new Tiktoken();
    file.readRanks(ranks);
    file.readSpecial(Json.parse(Files.readString(vectors)));
    Map<String, GgufValue> values = new LinkedHashMap<>();
    values.put("tokenizer.ggml.model", new GgufValue.Str("gpt2"));
    values.put("tokenizer.ggml.pre", new GgufValue.Str("gpt-4o"));
    values.put(
        "tokenizer.ggml.tokens",
        new GgufValue.Arr(
            file.tokens.stream().<GgufValue>map(text -> new GgufValue.Str(text)).toList()));
    values.put("tokenizer.ggml.token_type", new GgufValue.Arr(file.types));
    values.put("tokenizer.ggml.merges", new GgufValue.Arr(file.merges));
    return Tokenizers.of(new Metadata("o200k", values));
  }

  private void readRanks(Path path) throws IOException {
    Map<String, Integer> ranks = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        byte[] bytes = Base64.getDecoder().decode(line.substring(0, line.indexOf(' ')));
        String spelling = ByteLevel.spelling(bytes);
        if (bytes.length > 1) {
          merges.add(new GgufValue.Str(lastMerge(spelling, ranks)));
        }
        ranks.put(spelling, tokens.size());
        tokens.add(spelling);
        types.add(new GgufValue.Int(1));
      }
    }
  }

  private static String lastMerge(String spelling, Map<String, Integer> ranks) {
    List<String> parts = new ArrayList<>(spelling.chars().mapToObj(Character::toString).toList());
    while (parts.size() > 2) {
      int best = -1;
      int lowest = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < parts.size(); i++) {
        int rank = ranks.getOrDefault(parts.get(i) + parts.get(i + 1), Integer.MAX_VALUE);
        if (rank < lowest) {
          lowest = rank;
          best = i;
        }
      }
      parts.set(best, parts.get(best) + parts.remove(best + 1));
    }
    return parts.getFirst() + " " + parts.getLast();
  }

  private void readSpecial(Json vectors) {
    Map<Integer, String> spellings = new HashMap<>();
    Json special = ((Json.Obj) vectors).member("special_tokens").orElseThrow();
    ((Json.Obj) special)
        .members()
        .forEach((spelling, id) -> {
          if (!(id instanceof Json.Str)) {
            spellings.put(Integer.parseInt(id.text()), spelling);
          }
        });
    for (int token = tokens.size(); token < SIZE; token++) {
      tokens.add(spellings.getOrDefault(token, "<|reserved_" + token + "|>"));
      types.add(new GgufValue.Int(3));
    }
  }
}
