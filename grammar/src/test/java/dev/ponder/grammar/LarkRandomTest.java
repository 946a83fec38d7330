package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Grammars of all kinds, most of them ambiguous, left-recursive or circular, against a reader that
/// tries everything.
class LarkRandomTest {
  private static final int GRAMMARS = 600;
  private static final Vocabulary PIECES =
      Vocabulary.of(
          Stream.of("a", "b", "c", "ab", "ba", "abc", "bb", "caa")
              .map(s -> s.getBytes(StandardCharsets.UTF_8))
              .toList());
  private static final List<String> TEXTS = texts();

  private static List<String> texts() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; texts.get(i).length() < 5; i++) {
      for (String letter : List.of("a", "b", "c")) {
        texts.add(texts.get(i) + letter);
      }
    }
    return texts;
  }

  @Test
  void everyGrammarIsReadAsByBruteForce() {
    int compiled = 0;
    for (int seed = 0; seed < GRAMMARS; seed++) {
      PlainGrammar plain = new PlainGrammar(seed);
      Optional<Grammar> grammar = compiled(plain);
      if (grammar.isEmpty()) {
        continue;
      }
      compiled++;
      Random random = new Random(seed);
      for (int i = 0; i < 60; i++) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        assertThat(Traces.accepts(grammar.get(), text))
            .as("seed %d, '%s' under%n%s", seed, text, plain.definition())
            .isEqualTo(plain.matches(text));
      }
      walk(plain, grammar.get(), random);
    }
    assertThat(compiled).isGreaterThan(GRAMMARS / 4);
  }

  private static void walk(PlainGrammar plain, Grammar grammar, Random random) {
    for (int i = 0; i < 4; i++) {
      Walks.text(grammar, PIECES, random)
          .filter(t -> t.length() < 40)
          .ifPresent(text -> {
            assertThat(plain.matches(text)).as("'%s' under%n%s", text, plain.definition()).isTrue();
            assertThat(Walks.cutAtRandom(grammar, PIECES, text, random)).isTrue();
          });
    }
  }

  /// A grammar with a rule that has no end is refused; the others have some text.
  private static Optional<Grammar> compiled(PlainGrammar plain) {
    try {
      return Optional.of(Grammar.ofLark(plain.definition()));
    } catch (DefinitionException e) {
      assertThat(e).hasMessageContaining("for it has no end");
      return Optional.empty();
    }
  }
}
