package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Language;
import java.util.List;

/// How one story writes numbers and money, the same way throughout.
final class Numerals {
  private final Tongue tongue;
  private final Dice dice;
  private final Noun currency;
  private final String symbol;
  private final int greatestWord;

  Numerals(Tongue tongue, Dice dice, List<Noun> currencies) {
    this.tongue = tongue;
    this.dice = dice;
    this.currency = dice.any(currencies);
    this.symbol =
        tongue.language() == Language.ENGLISH && dice.chance(0.45)
            ? dice.any("$", "$", "€", "£")
            : "";
    this.greatestWord = dice.chance(0.3) ? dice.any(4, 10, 12, tongue.numerals().size() + 1) : 0;
  }

  String number(long value) {
    return value <= greatestWord ? word(value) : Long.toString(value);
  }

  private String word(long value) {
    return value >= 2 && value < tongue.numerals().size() + 2
        ? tongue.numerals().get((int) value - 2)
        : Long.toString(value);
  }

  /// Money as amounts are told: `5 dollars` or `$5`.
  String money(long value) {
    return symbol.isEmpty() ? number(value) : symbol + value;
  }

  /// What follows the number of [#money].
  String unit(long value) {
    return symbol.isEmpty() ? " " + (value == 1 ? currency.one() : currency.many()) : "";
  }

  /// The currency's name, for "how many dollars".
  String currency() {
    return switch (symbol) {
      case "$" -> "dollars";
      case "€" -> "euros";
      case "£" -> "pounds";
      default -> currency.many();
    };
  }

  String times(long value) {
    if (value == 2 && dice.chance(0.75)) {
      return tongue.twice();
    }
    return (dice.chance(0.6) ? word(value) : Long.toString(value)) + " " + tongue.times();
  }

  /// A share such as "a third".
  ///
  /// @throws IllegalArgumentException for more parts than have a name
  String share(long parts) {
    if (parts < 2 || parts >= tongue.shares().size() + 2) {
      throw new IllegalArgumentException("no name for one of " + parts + " parts");
    }
    return tongue.shares().get((int) parts - 2);
  }

  String percent(long value) {
    return tongue.language() == Language.ENGLISH && dice.chance(0.6)
        ? value + "%"
        : value + " " + tongue.percent();
  }
}
