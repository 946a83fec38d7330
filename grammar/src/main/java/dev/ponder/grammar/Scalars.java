package dev.ponder.grammar;

import dev.ponder.core.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The one lexeme of all scalars that satisfy given facts.
final class Scalars {
  private final Regexes regexes;
  private final JsonText text;
  private final JsonNumbers numbers;

  Scalars(Regexes regexes, JsonText text) {
    this.regexes = regexes;
    this.text = text;
    this.numbers = new JsonNumbers(regexes);
  }

  Regex of(Facts facts) {
    List<Json> values = facts.values;
    return values == null ? typed(facts) : regexes.either(listed(facts, values));
  }

  /// The strings that satisfy the facts, in every writing.
  Regex every(Facts facts) {
    List<Json> values = facts.values;
    if (values == null) {
      return facts.types.meets(TypeSet.STRING) ? string(facts) : regexes.nothing;
    }
    List<Regex> options = new ArrayList<>();
    for (Json value : values) {
      if (value instanceof Json.Str(String string)) {
        options.add(regexes.both(text.quoted(text.everyWriting(string)), string(facts)));
      }
    }
    return regexes.either(options);
  }

  private Regex typed(Facts facts) {
    List<Regex> options = new ArrayList<>();
    if (facts.types.meets(TypeSet.NULL) && !excluded(facts, new Json.Null())) {
      options.add(regexes.literal("null"));
    }
    for (boolean value : new boolean[] {true, false}) {
      if (facts.types.meets(TypeSet.BOOLEAN) && !excluded(facts, Json.of(value))) {
        options.add(regexes.literal(Boolean.toString(value)));
      }
    }
    if (facts.types.meets(TypeSet.NUMBER)) {
      options.add(number(facts));
    }
    if (facts.types.meets(TypeSet.STRING)) {
      options.add(string(facts));
    }
    return regexes.either(options);
  }

  private static boolean excluded(Facts facts, Json value) {
    return facts.excluded.stream().anyMatch(e -> JsonValues.equal(e, value));
  }

  private Regex number(Facts facts) {
    JsonNumbers.Range range = facts.range();
    Regex result =
        !facts.types.meets(TypeSet.FRACTION)
            ? numbers.integers(range)
            : facts.types.meets(TypeSet.INTEGER)
                ? numbers.numbers(range)
                : numbers.fractions(range);
    for (Json value : facts.excluded) {
      if (value instanceof Json.Num number) {
        result = regexes.both(result, regexes.not(numbers.equalTo(JsonValues.number(number))));
      }
    }
    return result;
  }

  /// A string of anything that the facts allow, quotes included.
  Regex string(Facts facts) {
    List<Regex> bodies = new ArrayList<>(facts.texts);
    if (facts.minLength > facts.maxLength) {
      return regexes.nothing;
    }
    if (facts.minLength > 0 || facts.maxLength < Long.MAX_VALUE) {
      bodies.add(length(facts));
    }
    for (Json value : facts.excluded) {
      if (value instanceof Json.Str(String excluded)) {
        bodies.add(regexes.both(text.anyBody, regexes.not(text.everyWriting(excluded))));
      }
    }
    return text.quoted(bodies.isEmpty() ? text.anyBody : regexes.both(bodies));
  }

  private Regex length(Facts facts) {
    int least = (int) Math.min(facts.minLength, Integer.MAX_VALUE - 1);
    int most = (int) Math.min(facts.maxLength, Regexes.UNBOUNDED);
    return regexes.repeat(text.character(CodePoints.ALL), least, most);
  }

  private List<Regex> listed(Facts facts, List<Json> values) {
    List<byte[]> plain = new ArrayList<>();
    List<Regex> options = new ArrayList<>();
    boolean anyText =
        facts.texts.isEmpty() && facts.minLength == 0 && facts.maxLength == Long.MAX_VALUE;
    for (Json value : values) {
      if (!facts.types.meets(JsonValues.type(value)) || excluded(facts, value)) {
        continue;
      }
      switch (value) {
        case Json.Str(String string) -> {
          Regex written = text.quoted(text.plainWriting(string));
          boolean ascii = string.chars().allMatch(c -> c >= ' ' && c < 0x7f);
          if (anyText && ascii) {
            plain.add(value.text().getBytes(StandardCharsets.UTF_8));
          } else {
            options.add(anyText ? written : regexes.both(written, string(facts)));
          }
        }
        case Json.Num number -> plain.addAll(writings(facts, number));
        case Json.Bool _, Json.Null _ -> plain.add(value.text().getBytes(StandardCharsets.UTF_8));
        case Json.Arr _, Json.Obj _ -> throw new IllegalStateException("not a scalar");
      }
    }
    options.add(regexes.words(plain));
    return options;
  }

  /// As it was written, and without fraction and exponent when it is whole.
  private static List<byte[]> writings(Facts facts, Json.Num number) {
    BigDecimal value = JsonValues.number(number);
    if (!inRange(facts, value)) {
      return List.of();
    }
    List<byte[]> writings = new ArrayList<>();
    writings.add(number.literal().getBytes(StandardCharsets.UTF_8));
    String whole = JsonValues.isWhole(value) ? value.toBigInteger().toString() : number.literal();
    if (!whole.equals(number.literal())) {
      writings.add(whole.getBytes(StandardCharsets.UTF_8));
    }
    return writings;
  }

  private static boolean inRange(Facts facts, BigDecimal value) {
    boolean low =
        facts.lower.map(b -> value.compareTo(b.value()) >= (b.inclusive() ? 0 : 1)).orElse(true);
    boolean high =
        facts.upper.map(b -> value.compareTo(b.value()) <= (b.inclusive() ? 0 : -1)).orElse(true);
    return low && high && facts.multiples.stream().allMatch(m -> value.remainder(m).signum() == 0);
  }
}
