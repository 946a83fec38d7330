package dev.ponder.curriculum.words;

import dev.ponder.curriculum.Dice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The numbers of one story, drawn until every step has a whole and positive result.
record Figures(Map<String, Long> values) {
  private static final int TRIES = 600;

  /// The digits that a multiplication or division may have in all, so that its working stays short.
  private static final int DIGITS = 5;

  Figures {
    values = Map.copyOf(values);
  }

  long of(String name) {
    return value(name, values).orElseThrow(() -> new IllegalArgumentException("no " + name));
  }

  /// Numbers that fit the story, or nothing after many tries. How large they are differs from story
  /// to story: small ones are what such problems are mostly about.
  static Optional<Figures> drawn(Dice dice, List<Quantity> quantities, List<Step> steps) {
    long ceiling = dice.any(12L, 20L, 50L, 100L, 100L, 500L, 999L);
    for (int i = 0; i < TRIES; i++) {
      Map<String, Long> values = new HashMap<>();
      if (draw(dice, i < TRIES / 2 ? ceiling : 999, quantities, values) && solve(steps, values)) {
        return Optional.of(new Figures(values));
      }
    }
    return Optional.empty();
  }

  private static boolean draw(
      Dice dice, long ceiling, List<Quantity> quantities, Map<String, Long> values) {
    for (Quantity quantity : quantities) {
      if (quantity.formula().isPresent()) {
        if (!solve(List.of(quantity.formula().get()), values)) {
          return false;
        }
        continue;
      }
      long high = Math.max(Math.min(quantity.high(), ceiling), quantity.low() + 4);
      values.put(quantity.name(), dice.between(quantity.low(), Math.min(high, quantity.high())));
    }
    return true;
  }

  private static boolean solve(List<Step> steps, Map<String, Long> values) {
    for (Step step : steps) {
      OptionalLong left = value(step.left(), values);
      OptionalLong right = value(step.right(), values);
      if (left.isEmpty() || right.isEmpty()) {
        throw new IllegalArgumentException("unknown numbers in " + step);
      }
      OptionalLong result = step.operation().of(left.getAsLong(), right.getAsLong());
      if (result.isEmpty() || !workable(step.operation(), left.getAsLong(), right.getAsLong())) {
        return false;
      }
      values.put(step.name(), result.getAsLong());
    }
    return true;
  }

  private static boolean workable(Operation operation, long left, long right) {
    boolean shifts = right == 10 || right == 100;
    return !operation.binds() || shifts || digits(left) + digits(right) <= DIGITS;
  }

  private static int digits(long number) {
    return Long.toString(number).length();
  }

  private static OptionalLong value(String name, Map<String, Long> values) {
    if (Character.isDigit(name.charAt(0))) {
      return OptionalLong.of(Long.parseLong(name));
    }
    Long value = values.get(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
