package dev.ponder.grammar;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/// Forms over a few letters, and who reads them without any cleverness: by the set of all ends from
/// every start.
final class PlainForms {
  private static final List<String> WORDS = List.of("a", "b", "ab", "ba", "aa", "get", "get_a", "");
  private static final List<String> PATTERNS =
      List.of("a+", "[ab]+", "a*", "(ab)*", "a|ab", "b{2,3}", "[^b]", "(ab)*c");

  private final Random random;

  PlainForms(long seed) {
    this.random = new Random(seed);
  }

  Form next(int depth) {
    int kind = random.nextInt(depth == 0 ? 3 : 7);
    return switch (kind) {
      case 0, 1 -> Form.literal(WORDS.get(random.nextInt(WORDS.size())));
      case 2 -> new Form.Expression(PATTERNS.get(random.nextInt(PATTERNS.size())));
      case 3, 4 -> new Form.Sequence(several(depth));
      case 5 -> Form.choice(several(depth));
      default -> {
        int least = random.nextInt(3);
        int most = random.nextBoolean() ? Form.UNBOUNDED : least + random.nextInt(3);
        yield new Form.Repeat(next(depth - 1), least, most);
      }
    };
  }

  private List<Form> several(int depth) {
    List<Form> forms = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      forms.add(next(depth - 1));
    }
    return forms;
  }

  static boolean matches(Form form, String text) {
    return ends(form, text, at(0)).get(text.length());
  }

  private static BitSet at(int position) {
    BitSet set = new BitSet();
    set.set(position);
    return set;
  }

  private static BitSet ends(Form form, String text, BitSet starts) {
    BitSet ends = new BitSet();
    switch (form) {
      case Form.Literal(String word) ->
          starts.stream()
              .filter(s -> text.startsWith(word, s))
              .forEach(s -> ends.set(s + word.length()));
      case Form.Expression(String pattern) ->
          starts.stream().forEach(s -> expression(pattern, text, s, ends));
      case Form.Sequence(List<Form> parts) -> {
        BitSet here = starts;
        for (Form part : parts) {
          here = ends(part, text, here);
        }
        ends.or(here);
      }
      case Form.Choice(List<Form> options) -> options.forEach(o -> ends.or(ends(o, text, starts)));
      case Form.Repeat(Form inner, int least, int most) -> {
        BitSet here = starts;
        for (int i = 0; i <= Math.min(most, least + text.length()); i++) {
          if (i >= least) {
            ends.or(here);
          }
          here = ends(inner, text, here);
        }
      }
      case Form.Text _, Form.Words _, Form.Mark _, Form.Schema _, Form.Lark _, Form.JsonString _ ->
          throw new IllegalArgumentException("not among these");
    }
    return ends;
  }

  private static void expression(String pattern, String text, int start, BitSet ends) {
    for (int end = start; end <= text.length(); end++) {
      if (text.substring(start, end).matches(pattern)) {
        ends.set(end);
      }
    }
  }
}
