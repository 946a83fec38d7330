package dev.ponder.curriculum.numbers;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.working.Phrasings;
import dev.ponder.curriculum.working.Posed;
import dev.ponder.curriculum.working.Scratchpad;
import java.util.List;
import java.util.Map;

/// Fractions of small numbers: made simpler, added, subtracted, multiplied.
final class Fractions {
  static final int LEVELS = 4;
  private static final List<Integer> PRIMES = List.of(2, 3, 5, 7);

  static final Phrasings SIMPLIFY =
      Phrasings.of(
          """
          en Simplify {f}.
          en Simplify the fraction {f}.
          en Reduce {f} to lowest terms.
          en Reduce {f}.
          en What is {f} in lowest terms?
          en What is {f} in simplest form?
          en! Write {f} as simply as possible.
          de Kürze {f}.
          de Kürze den Bruch {f}.
          de Kürze {f} vollständig.
          de Vereinfache {f}.
          de! Wie lautet {f} gekürzt?
          fr Simplifie {f}.
          fr Simplifie la fraction {f}.
          fr Simplifiez {f}.
          fr Réduis {f}.
          fr! Rends {f} irréductible.
          es Simplifica {f}.
          es Simplifica la fracción {f}.
          es Reduce {f}.
          es Reduce {f} a su mínima expresión.
          es! Escribe {f} en su forma más simple.
          """);

  static final Phrasings COMBINE =
      Phrasings.of(
          """
          * {f} {s} {g}
          * {f} {s} {g} =
          *! {f} {s} {g} = ?
          en What is {f} {s} {g}?
          en Compute {f} {s} {g}.
          en Calculate {f} {s} {g}.
          en How much is {f} {s} {g}?
          en! Work out {f} {s} {g}.
          de Was ist {f} {s} {g}?
          de Berechne {f} {s} {g}.
          de Wie viel ist {f} {s} {g}?
          de! Was ergibt {f} {s} {g}?
          fr Combien font {f} {s} {g} ?
          fr Calcule {f} {s} {g}.
          fr Calculez {f} {s} {g}.
          fr! Que vaut {f} {s} {g} ?
          es ¿Cuánto es {f} {s} {g}?
          es Calcula {f} {s} {g}.
          es Calcule {f} {s} {g}.
          es! ¿Cuál es el resultado de {f} {s} {g}?
          """);

  private Fractions() {}

  private record Fraction(long top, int bottom) implements Comparable<Fraction> {
    /// The top over both bottoms together.
    int crossed(Fraction other) {
      return Math.toIntExact(top * other.bottom);
    }

    @Override
    public int compareTo(Fraction other) {
      return Integer.compare(crossed(other), other.crossed(this));
    }

    @Override
    public String toString() {
      return top + "/" + bottom;
    }

    /// Divided by common primes, the smallest first: `12/18:2=6/9:3=2/3`.
    String simplified(Scratchpad pad) {
      StringBuilder written = new StringBuilder(toString());
      Fraction simple = this;
      for (int prime : PRIMES) {
        while (simple.top % prime == 0 && simple.bottom % prime == 0 && simple.bottom > 1) {
          simple = new Fraction(simple.top / prime, simple.bottom / prime);
          written.append(':').append(prime).append('=').append(simple);
        }
      }
      pad.note(written.toString());
      return simple.bottom == 1 ? String.valueOf(simple.top) : simple.toString();
    }
  }

  static Posed make(Dice dice, Setting setting) {
    return switch (setting.level()) {
      case 1 -> simplify(dice, setting);
      case 2 -> alike(dice, setting);
      case 3 -> unlike(dice, setting);
      default -> product(dice, setting);
    };
  }

  private static Posed simplify(Dice dice, Setting setting) {
    int factor = dice.any(2, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    int bottom = dice.between(2, 10);
    Fraction fraction = new Fraction(dice.between(1, 12) * factor, bottom * factor);
    return Posed.of(
        SIMPLIFY.say(dice, setting, Map.of("f", fraction)), pad -> fraction.simplified(pad));
  }

  private static Posed alike(Dice dice, Setting setting) {
    int bottom = dice.between(2, 20);
    int one = dice.between(1, bottom);
    int other = dice.between(1, bottom);
    boolean plus = one <= other || dice.chance(0.4);
    return combined(
        dice,
        setting,
        Map.of(
            "f", new Fraction(one, bottom),
            "s", plus ? "+" : "-",
            "g", new Fraction(other, bottom)),
        pad -> {
          long top = plus ? pad.add(one, other) : pad.subtract(one, other);
          return new Fraction(top, bottom).simplified(pad);
        });
  }

  private static Posed unlike(Dice dice, Setting setting) {
    int below = dice.between(2, 9);
    int beneath = dice.any(2, 3, 4, 5, 6, 8, 9);
    Fraction drawn = new Fraction(dice.between(1, below), below);
    Fraction also = new Fraction(dice.between(1, beneath), beneath);
    boolean plus = drawn.compareTo(also) == 0 || dice.chance(0.5);
    boolean turn = drawn.compareTo(also) < 0;
    Fraction one = turn ? also : drawn;
    Fraction other = turn ? drawn : also;
    int left = one.crossed(other);
    int right = other.crossed(one);
    int bottom = one.bottom * other.bottom;
    String products =
        times(one.top, other.bottom)
            + times(other.top, one.bottom)
            + times(one.bottom, other.bottom);
    return combined(
        dice,
        setting,
        Map.of("f", one, "s", plus ? "+" : "-", "g", other),
        pad -> {
          pad.note(products, left + ";" + right + ";" + bottom + ";");
          long top = plus ? pad.add(left, right) : pad.subtract(left, right);
          return new Fraction(top, bottom).simplified(pad);
        });
  }

  private static Posed product(Dice dice, Setting setting) {
    Fraction one = new Fraction(dice.between(1, 9), dice.between(2, 9));
    Fraction other = new Fraction(dice.between(1, 9), dice.between(2, 9));
    long top = one.top * other.top;
    int bottom = one.bottom * other.bottom;
    String products = times(one.top, other.top) + times(one.bottom, other.bottom);
    return combined(
        dice,
        setting,
        Map.of("f", one, "s", "*", "g", other),
        pad -> {
          pad.note(products, "");
          return new Fraction(top, bottom).simplified(pad);
        });
  }

  private static String times(long one, long other) {
    return one + "*" + other + "=" + one * other + ";";
  }

  private static Posed combined(
      Dice dice, Setting setting, Map<String, ?> values, Posed.Solution solution) {
    return Posed.of(COMBINE.say(dice, setting, values), solution);
  }
}
