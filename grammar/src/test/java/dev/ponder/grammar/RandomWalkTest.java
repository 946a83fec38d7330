package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a model without sense would write: tokens at random, under the mask.
class RandomWalkTest {
  private static final int SCHEMAS = 400;

  /// Single bytes, and pieces that cut keys, punctuation and characters anywhere.
  private static final Vocabulary PIECES = pieces();

  private static Vocabulary pieces() {
    List<byte[]> tokens = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      tokens.add(new byte[] {(byte) i});
    }
    for (String piece :
        List.of(
            "{\"", "\":", "\",\"", "\"}", "},{", "[[", "]}", "true", "null", "12", "0.", "ab",
            "abc", " a", "  ", "\n  ", "naï", "\\u00", "e9", "\\n", "type", "e\"", "é", "ïve\": ",
            "🙂", "\"a\":")) {
      tokens.add(piece.getBytes(StandardCharsets.UTF_8));
    }
    byte[] smile = "a🙂".getBytes(StandardCharsets.UTF_8);
    tokens.add(Arrays.copyOf(smile, 3));
    tokens.add(Arrays.copyOfRange(smile, 3, 5));
    tokens.add(new byte[0]);
    return Vocabulary.of(tokens);
  }

  @Test
  void everyWalkEndsInJsonThatAnIndependentValidatorAccepts() {
    Random random = new Random(7);
    int finished = 0;
    for (int seed = 0; seed < SCHEMAS; seed++) {
      Json schema = new RandomSchemas(seed).next(3);
      Optional<Grammar> grammar = compiled(schema);
      if (grammar.isEmpty()) {
        continue;
      }
      Optional<byte[]> text = walk(grammar.get(), random);
      if (text.isPresent()) {
        Json value = Json.parse(text.get());
        assertThat(new PlainValidator(schema).valid(value))
            .as("seed %d: %s for %s", seed, value.text(), schema.text())
            .isTrue();
        finished++;
        assertThat(cutAtRandom(grammar.get(), text.get(), random)).as("seed %d", seed).isTrue();
      }
    }
    assertThat(finished).isGreaterThan(SCHEMAS / 2);
  }

  /// Schemas that no value satisfies do not compile, and are no concern here.
  private static Optional<Grammar> compiled(Json schema) {
    try {
      return Optional.of(Grammar.ofSchema(schema, SchemaOptions.DEFAULT));
    } catch (SchemaException e) {
      assertThat(e).hasMessage("In context=(), no value satisfies the schema.");
      return Optional.empty();
    }
  }

  /// Ends as soon as it may, more often than not; empty when the text grows without end.
  private static Optional<byte[]> walk(Grammar grammar, Random random) {
    Matcher matcher = grammar.matcher(PIECES);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int step = 0; step < 400; step++) {
      List<Integer> allowed = allowed(matcher);
      assertThat(allowed.isEmpty() && !matcher.complete()).as("a dead end").isFalse();
      if (matcher.complete() && (allowed.isEmpty() || random.nextInt(3) > 0)) {
        return Optional.of(text.toByteArray());
      }
      int token = choose(allowed, step, random);
      assertThat(matcher.accept(token)).isTrue();
      text.writeBytes(PIECES.bytes(token));
    }
    return Optional.empty();
  }

  /// Closing brackets and quotes are favoured, or texts would never end.
  private static int choose(List<Integer> allowed, int step, Random random) {
    if (step > 20) {
      for (int closing : new int[] {'}', ']', '"', ',', 'l', '1'}) {
        if (allowed.contains(closing) && random.nextInt(3) > 0) {
          return closing;
        }
      }
    }
    return allowed.get(random.nextInt(allowed.size()));
  }

  private static List<Integer> allowed(Matcher matcher) {
    long[] mask = matcher.mask();
    List<Integer> allowed = new ArrayList<>();
    for (int token = 0; token < PIECES.size(); token++) {
      if (Traces.allows(mask, token)) {
        allowed.add(token);
      }
    }
    return allowed;
  }

  /// Whether every token of some cutting of the text is in its mask.
  private static boolean cutAtRandom(Grammar grammar, byte[] text, Random random) {
    Matcher matcher = grammar.matcher(PIECES);
    int at = 0;
    while (at < text.length) {
      List<Integer> next = new ArrayList<>();
      for (int token = 0; token < PIECES.size(); token++) {
        byte[] bytes = PIECES.bytes(token);
        if (bytes.length > 0
            && at + bytes.length <= text.length
            && Arrays.equals(bytes, 0, bytes.length, text, at, at + bytes.length)) {
          next.add(token);
        }
      }
      int token = next.get(random.nextInt(next.size()));
      if (!Traces.allows(matcher.mask(), token) || !matcher.accept(token)) {
        return false;
      }
      at += PIECES.bytes(token).length;
    }
    return matcher.complete();
  }

  /// The mask must hold exactly the tokens that can be accepted, in all states that are met.
  @Test
  void aMaskIsWhatCanBeAccepted() {
    Random random = new Random(3);
    for (int seed = 0; seed < 60; seed++) {
      Optional<Grammar> grammar = compiled(new RandomSchemas(seed).next(3));
      if (grammar.isEmpty()) {
        continue;
      }
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      Matcher matcher = grammar.get().matcher(PIECES);
      for (int step = 0; step < 12; step++) {
        long[] mask = matcher.mask();
        for (int token = 0; token < PIECES.size(); token++) {
          Matcher probe = grammar.get().matcher(PIECES);
          probe.accept(text.toByteArray());
          assertThat(Traces.allows(mask, token)).isEqualTo(probe.accept(token));
        }
        List<Integer> allowed = allowed(matcher);
        if (allowed.isEmpty()) {
          break;
        }
        int token = allowed.get(random.nextInt(allowed.size()));
        matcher.accept(token);
        text.writeBytes(PIECES.bytes(token));
      }
    }
  }
}
