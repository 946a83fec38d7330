package dev.ponder.curriculum.working;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Orders of numbers, and how a list is brought into them as a thought. Numbers are padded to equal
/// width, so that each digit is a choice between digits at the same place.
///
/// Sorting at high effort inserts one number after the other; at medium effort the sorted list
/// follows at once:
///
///     45,7,12|45;+07:07,45;+12:07,12,45;
///     45,07,12|07,12,45;
///
/// The first of a list at high effort is found as the first of each of its beginnings:
///
///     45,07,12|45,07,07;
public enum Order {
  UP,
  DOWN;

  /// The numbers in this order.
  public List<Long> sorted(List<Long> numbers) {
    return numbers.stream().sorted(comparator()).toList();
  }

  private Comparator<Long> comparator() {
    return switch (this) {
      case UP -> Comparator.naturalOrder();
      case DOWN -> Comparator.reverseOrder();
    };
  }

  /// The numbers in this order, worked out on a line of its own.
  public List<Long> sort(List<Long> numbers, Scratchpad pad) {
    int width = width(numbers);
    StringBuilder inserted = new StringBuilder(padded(numbers, width) + "|");
    List<Long> sorted = new ArrayList<>();
    for (long number : numbers) {
      sorted.add(number);
      sorted.sort(comparator());
      inserted.append(sorted.size() == 1 ? "" : "+" + padded(number, width) + ":");
      inserted.append(padded(sorted, width)).append(';');
    }
    pad.note(inserted.toString(), padded(numbers, width) + "|" + padded(sorted, width) + ";");
    return sorted;
  }

  /// The first of the numbers in this order, worked out on a line of its own.
  public long first(List<Long> numbers, Scratchpad pad) {
    int width = width(numbers);
    List<Long> firsts = new ArrayList<>();
    for (long number : numbers) {
      boolean before = firsts.isEmpty() || comparator().compare(number, firsts.getLast()) < 0;
      firsts.add(before ? number : firsts.getLast());
    }
    pad.note(
        padded(numbers, width) + "|" + padded(firsts, width) + ";", padded(numbers, width) + ";");
    return firsts.getLast();
  }

  private static int width(List<Long> numbers) {
    return numbers.stream().mapToInt(number -> Digits.of(number).count()).max().orElseThrow();
  }

  private static String padded(List<Long> numbers, int width) {
    return numbers.stream().map(number -> padded(number, width)).collect(Collectors.joining(","));
  }

  private static String padded(long number, int width) {
    return Digits.of(number, width).forward();
  }
}
