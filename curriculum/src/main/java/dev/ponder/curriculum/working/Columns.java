package dev.ponder.curriculum.working;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Columns from the right to the left, each taking up the carry of the one before it.
record Columns(List<Column> columns) {

  static Columns sum(List<Digits> summands) {
    List<Column> columns = new ArrayList<>();
    int carry = 0;
    for (int place = 0; place < width(summands); place++) {
      int here = place;
      Column column = Column.plus(summands.stream().map(digits -> digits.at(here)).toList(), carry);
      carry = column.value().carry();
      columns.add(column);
    }
    return new Columns(columns);
  }

  /// May end with a borrow: then the bottom was the larger.
  static Columns difference(Digits top, Digits bottom) {
    List<Column> columns = new ArrayList<>();
    int borrow = 0;
    for (int place = 0; place < width(List.of(top, bottom)); place++) {
      Column column = Column.minus(top.at(place), bottom.at(place), borrow);
      borrow = column.value().carry();
      columns.add(column);
    }
    return new Columns(columns);
  }

  static Columns product(Digits number, int multiplier) {
    List<Column> columns = new ArrayList<>();
    int carry = 0;
    for (int place = 0; place < number.count(); place++) {
      Column column = Column.times(number.at(place), multiplier, carry);
      carry = column.value().carry();
      columns.add(column);
    }
    return new Columns(columns);
  }

  private static int width(List<Digits> numbers) {
    return numbers.stream().mapToInt(Digits::count).max().orElseThrow();
  }

  /// What is carried out of the last.
  int carry() {
    return columns.getLast().value().carry();
  }

  String in(Notation notation) {
    return columns.stream().map(column -> column.in(notation)).collect(Collectors.joining());
  }

  /// The digits of the result, least significant first, the last carry among them.
  String digits() {
    return columns.stream()
            .map(column -> String.valueOf(column.value().digit()))
            .collect(Collectors.joining())
        + carry();
  }
}
