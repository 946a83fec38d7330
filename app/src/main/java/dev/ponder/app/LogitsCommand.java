package dev.ponder.app;

import dev.ponder.compute.CacheType;
import dev.ponder.core.Json;
import dev.ponder.model.LanguageModel;
import dev.ponder.model.LoadedModel;
import dev.ponder.model.tokenizer.Tokenizer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ponder logits`: what the model makes of given token ids.
@Command(
    name = "logits",
    description = "Show the scores of the next token after given tokens.",
    footer = {"", "Example:", "  ponder logits --model model.gguf --tokens 1,2,3 --last 2 --json"})
final class LogitsCommand implements Callable<Integer> {
  private static final int TABLE_TOKENS = 5;

  private final Console console;

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--tokens",
      required = true,
      paramLabel = "ID,ID,...",
      description = "Token ids; repeat the option for more sequences.")
  private List<String> sequences = List.of();

  @Option(
      names = "--last",
      defaultValue = "1",
      paramLabel = "N",
      description = "Show the last N positions (default: ${DEFAULT-VALUE}).")
  private int last;

  @Option(
      names = "--json",
      description = "Print one line {\"logits\":[[...],...]} per sequence, the whole vocabulary.")
  private boolean json;

  @Option(
      names = "--cache-type",
      defaultValue = "f32",
      paramLabel = "TYPE",
      description =
          "How keys and values are kept: f32 as computed, f16 or q8_0 (default: ${DEFAULT-VALUE}).")
  private CacheType cacheType = CacheType.F32;

  LogitsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (last < 1) {
      throw new Mistake("--last must be at least 1, not " + last);
    }
    List<int[]> parsed = sequences.stream().map(LogitsCommand::ids).toList();
    int longest = parsed.stream().mapToInt(tokens -> tokens.length).max().orElse(1);
    Capacity capacity = new Capacity(threads.count(), longest, 1, cacheType);
    try (LocalModel local = LocalModel.fitting(model.file(console), capacity)) {
      parsed.forEach(tokens -> check(tokens, local.model()));
      for (int[] tokens : parsed) {
        print(tokens, local.loaded());
      }
    }
    return 0;
  }

  private static int[] ids(String list) {
    try {
      return Arrays.stream(list.split(",", -1))
          .map(String::strip)
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw new Mistake("--tokens takes ids separated by commas, not '" + list + "'");
    }
  }

  private static void check(int[] tokens, LanguageModel model) {
    int vocabulary = model.config().vocabulary();
    for (int token : tokens) {
      if (token < 0 || token >= vocabulary) {
        throw new Mistake("the model has tokens 0 to " + (vocabulary - 1) + ", not " + token);
      }
    }
    if (tokens.length > model.config().contextLength()) {
      throw new Mistake(
          "%d tokens are more than the model's context of %d"
              .formatted(tokens.length, model.config().contextLength()));
    }
  }

  private void print(int[] tokens, LoadedModel loaded) {
    PrintWriter out = console.out();
    LogitsWriter writer = json ? new JsonRows(out) : new Table(out, loaded.tokenizer());
    writer.begin();
    try (SingleSequence sequence = new SingleSequence(loaded.model(), tokens.length)) {
      sequence.feed(tokens, last, writer::row);
    }
    writer.end();
    out.flush();
  }

  /// Prints rows of logits.
  private interface LogitsWriter {
    void begin();

    /// The logits after the token at that position lie at `[from, from + vocabulary)`.
    void row(int position, float[] values, int from, int vocabulary);

    void end();
  }

  /// One line of JSON, each float in the fewest digits that give it back.
  private static final class JsonRows implements LogitsWriter {
    private final PrintWriter out;
    private String separator = "";

    JsonRows(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void begin() {
      out.print("{\"logits\":[");
    }

    @Override
    public void row(int position, float[] values, int from, int vocabulary) {
      StringBuilder text = new StringBuilder(separator).append('[');
      for (int i = 0; i < vocabulary; i++) {
        float value = values[from + i];
        if (!Float.isFinite(value)) {
          throw new Mistake(
              "the logit of token %d at position %d is %s".formatted(i, position, value));
        }
        text.append(i == 0 ? "" : ",").append(value);
      }
      out.print(text.append(']'));
      separator = ",";
    }

    @Override
    public void end() {
      out.println("]}");
    }
  }

  /// The likeliest tokens of each position.
  private static final class Table implements LogitsWriter {
    private final PrintWriter out;
    private final Tokenizer tokenizer;

    Table(PrintWriter out, Tokenizer tokenizer) {
      this.out = out;
      this.tokenizer = tokenizer;
    }

    @Override
    public void begin() {}

    @Override
    public void row(int position, float[] values, int from, int vocabulary) {
      out.println("after position " + position);
      IntStream.range(0, vocabulary)
          .boxed()
          .sorted((a, b) -> Float.compare(values[from + b], values[from + a]))
          .limit(TABLE_TOKENS)
          .forEach(token ->
              out.printf("  %12.5f  %6d  %s%n", values[from + token], token, piece(token)));
    }

    @Override
    public void end() {
      out.println();
    }

    private String piece(int token) {
      return token < tokenizer.size()
          ? Json.of(new String(tokenizer.bytes(token), StandardCharsets.UTF_8)).text()
          : "";
    }
  }
}
