package dev.ponder.curriculum.working;

/// The decimal digits of a number, the least significant first.
record Digits(String reversed) {

  /// The digits of a number of at least zero, filled up with zeros to that width.
  static Digits of(long number, int width) {
    String plain = Long.toString(number);
    return new Digits(
        new StringBuilder("0".repeat(Math.max(0, width - plain.length())) + plain)
            .reverse()
            .toString());
  }

  static Digits of(long number) {
    return of(number, 1);
  }

  /// The digits as numbers are written.
  String forward() {
    return new StringBuilder(reversed).reverse().toString();
  }

  int count() {
    return reversed.length();
  }

  int at(int place) {
    return place < reversed.length() ? reversed.charAt(place) - '0' : 0;
  }
}
