package dev.ponder.script;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Json;
import dev.ponder.core.TextGrammar;
import dev.ponder.core.Tool;
import dev.ponder.grammar.DefinitionException;
import dev.ponder.grammar.Grammar;
import dev.ponder.grammar.GrammarLimitException;
import dev.ponder.grammar.Matcher;
import dev.ponder.grammar.SchemaException;
import dev.ponder.grammar.SchemaOptions;
import dev.ponder.grammar.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;

/// What texts a request allows, and the least of them, found byte by byte in the masks of its
/// grammar.
final class Shapes {
  /// Bytes are tried in this order, then all others: what ends something comes first, and a scalar
  /// before what has parts. Within a string its end is tried before them all.
  private static final byte[] PREFERRED =
      "}]\",:nft0123456789.-abcdefghijklmopqrsuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_/[{"
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] QUOTE = {'"'};

  private static final int LONGEST = 100_000;

  private static final SchemaOptions ANY_ORDER =
      SchemaOptions.DEFAULT.withKeys(SchemaOptions.KeyOrder.ANY);

  private final Vocabulary bytes =
      Vocabulary.of(IntStream.range(0, 256).mapToObj(b -> new byte[] {(byte) b}).toList());

  /// The text, if it is in that format, or else the least that is.
  String answer(String text, AnswerFormat format) {
    return switch (format) {
      case AnswerFormat.Text() -> text;
      case AnswerFormat.AnyObject() -> kept(text, Json.object().put("type", "object").build());
      case AnswerFormat.Schema schema -> kept(text, schema.schema());
    };
  }

  /// The arguments, if the tool must take them, or else the least that it takes. A function that is
  /// not strict takes anything.
  String arguments(Optional<String> given, Tool tool) {
    return switch (tool) {
      case Tool.Function function when given.isPresent() && !function.strict() -> given.get();
      case Tool.Function function ->
          kept(
              given.orElse("{}"),
              function.parameters().orElseGet(Json.object().put("type", "object")::build));
      case Tool.Custom custom ->
          custom
              .grammar()
              .flatMap(Shapes::grammar)
              .filter(grammar -> !allows(grammar, given.orElse("")))
              .flatMap(this::least)
              .orElse(given.orElse(""));
    };
  }

  /// Without a grammar, of which whoever asked was told or which is only a hint, the text itself.
  private String kept(String text, Json schema) {
    return grammar(schema, ANY_ORDER)
        .filter(grammar -> !allows(grammar, text))
        .flatMap(_ -> grammar(schema, SchemaOptions.DEFAULT))
        .flatMap(this::least)
        .orElse(text);
  }

  private static Optional<Grammar> grammar(Json schema, SchemaOptions options) {
    try {
      return Optional.of(Grammar.ofSchema(schema, options));
    } catch (SchemaException | GrammarLimitException e) {
      return Optional.empty();
    }
  }

  private static Optional<Grammar> grammar(TextGrammar grammar) {
    try {
      return switch (grammar.syntax()) {
        case REGEX -> Optional.of(Grammar.ofRegex(grammar.definition()));
        case LARK -> Optional.of(Grammar.ofLark(grammar.definition()));
      };
    } catch (DefinitionException | GrammarLimitException e) {
      return Optional.empty();
    }
  }

  private boolean allows(Grammar grammar, String text) {
    Matcher matcher = grammar.matcher(bytes);
    return matcher.accept(text.getBytes(StandardCharsets.UTF_8)) && matcher.complete();
  }

  /// Some short text of the grammar; empty when it goes on and on.
  private Optional<String> least(Grammar grammar) {
    Matcher matcher = grammar.matcher(bytes);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    boolean quoted = false;
    while (!matcher.complete()) {
      boolean closed = quoted && matcher.accept(QUOTE);
      Optional<Integer> next = closed ? Optional.of((int) QUOTE[0]) : next(matcher);
      if (next.isEmpty() || text.size() == LONGEST) {
        return Optional.empty();
      }
      text.write(next.get());
      quoted ^= next.get() == QUOTE[0];
    }
    return Optional.of(text.toString(StandardCharsets.UTF_8));
  }

  private static Optional<Integer> next(Matcher matcher) {
    for (byte preferred : PREFERRED) {
      if (matcher.accept(new byte[] {preferred})) {
        return Optional.of(preferred & 0xff);
      }
    }
    return IntStream.range(0, 256)
        .filter(value -> matcher.accept(new byte[] {(byte) value}))
        .boxed()
        .findFirst();
  }
}
