package dev.ponder.jmh;

import dev.ponder.core.Json;
import dev.ponder.grammar.Grammar;
import dev.ponder.grammar.GrammarLimitException;
import dev.ponder.grammar.Matcher;
import dev.ponder.grammar.SchemaException;
import dev.ponder.grammar.SchemaOptions;
import dev.ponder.grammar.Vocabulary;
import dev.ponder.model.gguf.GgufFile;
import dev.ponder.model.tokenizer.Tokenizer;
import dev.ponder.model.tokenizer.Tokenizers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// How long masks take: every schema of a file is compiled, every valid instance of it written
/// token by token, and each mask on the way timed once. A distribution of single calls, most of
/// them the first of their kind, is what a server sees; JMH's averages over repeated calls would
/// only time the cache, so this is a harness of its own. Three rounds; the last one counts.
public final class MaskBenchmark {
  private static final int ROUNDS = 3;

  private final Tokenizer tokenizer;
  private final Vocabulary vocabulary;
  private final List<Long> masks = new ArrayList<>();
  private final List<Long> firsts = new ArrayList<>();

  private MaskBenchmark(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    List<byte[]> tokens = new ArrayList<>();
    for (int token = 0; token < tokenizer.size(); token++) {
      tokens.add(tokenizer.isControl(token) ? new byte[0] : tokenizer.bytes(token));
    }
    this.vocabulary = Vocabulary.of(tokens);
  }

  /// @param arguments a GGUF file, and a gzipped file with a schema and its tests per line
  public static void main(String[] arguments) throws IOException {
    try (GgufFile file = GgufFile.open(Path.of(arguments[0]))) {
      for (int round = 0; round < ROUNDS; round++) {
        MaskBenchmark benchmark = new MaskBenchmark(Tokenizers.of(file));
        benchmark.run(Path.of(arguments[1]));
        benchmark.report();
      }
    }
  }

  private void run(Path sample) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(sample)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        entry((Json.Obj) Json.parse(line));
      }
    }
  }

  private void entry(Json.Obj entry) {
    long start = System.nanoTime();
    Grammar grammar;
    try {
      grammar = Grammar.ofSchema(entry.member("schema").orElseThrow(), SchemaOptions.DEFAULT);
    } catch (SchemaException | GrammarLimitException e) {
      return;
    }
    grammar.matcher(vocabulary).mask();
    firsts.add(System.nanoTime() - start);
    for (Json test : ((Json.Arr) entry.member("tests").orElseThrow()).elements()) {
      Json.Obj judged = (Json.Obj) test;
      if (judged.member("valid").orElseThrow().equals(Json.of(true))) {
        write(grammar, judged.member("data").orElseThrow().text());
      }
    }
  }

  private void write(Grammar grammar, String text) {
    Matcher matcher = grammar.matcher(vocabulary);
    for (int token : tokenizer.encode(text)) {
      long start = System.nanoTime();
      matcher.mask();
      masks.add(System.nanoTime() - start);
      if (!matcher.accept(token)) {
        return;
      }
    }
  }

  private void report() {
    System.out.println("tokens  " + vocabulary.size());
    System.out.println("masks   " + distribution(masks));
    System.out.println("firsts  " + distribution(firsts));
  }

  private static String distribution(List<Long> nanoseconds) {
    long[] sorted = nanoseconds.stream().mapToLong(Long::longValue).sorted().toArray();
    return "%,d: mean %.1f µs, p50 %.1f, p90 %.1f, p99 %.1f, max %.1f"
        .formatted(
            sorted.length,
            Arrays.stream(sorted).average().orElse(0) / 1e3,
            at(sorted, 50),
            at(sorted, 90),
            at(sorted, 99),
            at(sorted, 100));
  }

  private static double at(long[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e3;
  }
}
