package dev.ponder.app;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.model.tokenizer.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ponder tokenize`: text on standard input to token ids.
@Command(
    name = "tokenize",
    description = "Show the tokens of the text on standard input.",
    footer = {"", "Example:", "  echo 'Hello, world' | ponder tokenize --model model.gguf"})
final class TokenizeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model = new ModelOption();

  @ArgGroup private Layout layout = new Layout();

  @Option(
      names = "--special",
      description = "Read spellings of control tokens, such as <|im_start|>, as those tokens.")
  private boolean special;

  /// How the input is cut and the output laid out.
  static final class Layout {
    @Option(names = "--json", description = "Print one object {\"ids\":[...],\"pieces\":[...]}.")
    private boolean json;

    @Option(
        names = "--jsonl",
        description = "Read one JSON string per line, print one JSON array of ids per line.")
    private boolean jsonLines;
  }

  TokenizeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Tokenizer tokenizer = LocalModel.tokenizer(model.file(console));
    try {
      if (layout.jsonLines) {
        lines(tokenizer);
      } else {
        text(tokenizer);
      }
    } catch (CharacterCodingException e) {
      throw new Mistake("the text on standard input is not UTF-8");
    }
    return 0;
  }

  private void text(Tokenizer tokenizer) throws IOException {
    ByteBuffer utf8 = ByteBuffer.wrap(console.in().readAllBytes());
    int[] ids = encode(tokenizer, StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
    if (layout.json) {
      console.out().println(object(tokenizer, ids).text());
    } else {
      IntStream.of(ids)
          .mapToObj(id -> id + "\t" + Json.of(piece(tokenizer, id)).text())
          .forEach(console.out()::println);
    }
  }

  private void lines(Tokenizer tokenizer) throws IOException {
    // A decoder made so refuses what is not UTF-8; a charset's name would have it replaced.
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(console.in(), StandardCharsets.UTF_8.newDecoder()));
    PrintWriter out = console.out();
    int number = 1;
    for (String line = in.readLine(); line != null; line = in.readLine(), number++) {
      out.println(array(encode(tokenizer, string(line, number))).text());
      if (!in.ready()) {
        // A program that sent this line may be waiting for its answer.
        out.flush();
      }
    }
  }

  private static String string(String line, int number) {
    try {
      if (Json.parse(line) instanceof Json.Str(String text)) {
        return text;
      }
      throw new Mistake("line " + number + " is not a JSON string");
    } catch (JsonSyntaxException e) {
      throw new Mistake("line " + number + " is not JSON: " + e.getMessage());
    }
  }

  private int[] encode(Tokenizer tokenizer, String text) {
    return special ? tokenizer.encodeWithControl(text) : tokenizer.encode(text);
  }

  private static Json object(Tokenizer tokenizer, int[] ids) {
    List<Json> pieces = new ArrayList<>();
    for (int id : ids) {
      pieces.add(Json.of(piece(tokenizer, id)));
    }
    return Json.object().put("ids", array(ids)).put("pieces", Json.of(pieces)).build();
  }

  private static Json array(int[] ids) {
    return Json.of(IntStream.of(ids).mapToObj(id -> Json.of((long) id)).toList());
  }

  private static String piece(Tokenizer tokenizer, int id) {
    return new String(tokenizer.bytes(id), StandardCharsets.UTF_8);
  }
}
