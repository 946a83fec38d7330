package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Texts as a model without sense writes them, under the mask.
final class Walks {
  private static final int STEPS = 60;

  private Walks() {}

  /// Some text; empty when it grew without end.
  static Optional<String> text(Grammar grammar, Vocabulary vocabulary, Random random) {
    Matcher matcher = grammar.matcher(vocabulary);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int step = 0; step < STEPS; step++) {
      List<Integer> allowed = allowed(matcher, vocabulary);
      assertThat(allowed.isEmpty() && !matcher.complete())
          .as("a dead end after %s", text)
          .isFalse();
      if (matcher.complete() && (allowed.isEmpty() || random.nextInt(3) == 0)) {
        return Optional.of(text.toString(StandardCharsets.UTF_8));
      }
      int token = allowed.get(random.nextInt(allowed.size()));
      assertThat(matcher.accept(token)).isTrue();
      text.writeBytes(vocabulary.bytes(token));
    }
    return Optional.empty();
  }

  static List<Integer> allowed(Matcher matcher, Vocabulary vocabulary) {
    long[] mask = matcher.mask();
    List<Integer> allowed = new ArrayList<>();
    for (int token = 0; token < vocabulary.size(); token++) {
      if (Traces.allows(mask, token)) {
        allowed.add(token);
      }
    }
    return allowed;
  }

  /// Whether every token of some cutting of the text is in its mask.
  static boolean cutAtRandom(Grammar grammar, Vocabulary vocabulary, String whole, Random random) {
    byte[] text = whole.getBytes(StandardCharsets.UTF_8);
    Matcher matcher = grammar.matcher(vocabulary);
    int at = 0;
    while (at < text.length) {
      List<Integer> next = new ArrayList<>();
      for (int token = 0; token < vocabulary.size(); token++) {
        byte[] bytes = vocabulary.bytes(token);
        int end = at + bytes.length;
        if (bytes.length > 0
            && end <= text.length
            && Arrays.equals(bytes, 0, bytes.length, text, at, end)) {
          next.add(token);
        }
      }
      int token = next.get(random.nextInt(next.size()));
      if (!Traces.allows(matcher.mask(), token) || !matcher.accept(token)) {
        return false;
      }
      at += vocabulary.bytes(token).length;
    }
    return matcher.complete();
  }
}
