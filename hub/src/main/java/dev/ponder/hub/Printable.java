package dev.ponder.hub;

import java.util.Locale;

/// Text from elsewhere, made fit for one line of a message.
final class Printable {
  private static final int LONGEST = 200;

  private Printable() {}

  /// The text without what could command a terminal or flood it.
  static String text(String foreign) {
    String clean =
        foreign.replaceAll("[\\p{Cntrl}\\p{Cf}\\u0080-\\u009f\\u2028\\u2029]+", "\uFFFD");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
  }

  /// A count of bytes, such as `2.3 GiB`.
  static String bytes(long count) {
    return count < 1L << 30
        ? String.format(Locale.ROOT, "%.1f MiB", count / 0x1p20)
        : String.format(Locale.ROOT, "%.1f GiB", count / 0x1p30);
  }
}
