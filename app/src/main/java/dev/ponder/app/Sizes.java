package dev.ponder.app;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Byte counts as people read them.
final class Sizes {
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*(?:([KMGTkmgt])(?:i?[Bb])?|[Bb])?");
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  private Sizes() {}

  /// The constant's name as one types it.
  static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// Such as `1.5 GiB`.
  static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /// The bytes that a text such as `12G`, `1.5 GiB` or `800M` means.
  ///
  /// @throws Mistake when it means none; the message begins with `what`
  static long parse(String what, String text) {
    Matcher matcher = SIZE.matcher(text.strip());
    if (matcher.matches()) {
      int unit =
          matcher.group(2) == null
              ? 0
              : 1 + "KMGT".indexOf(matcher.group(2).toUpperCase(Locale.ROOT));
      double bytes = Double.parseDouble(matcher.group(1)) * Math.pow(1024, unit);
      if (bytes >= 1 && bytes < Long.MAX_VALUE) {
        return (long) bytes;
      }
    }
    throw new Mistake("%s must be a size such as 12G or 800M, not '%s'".formatted(what, text));
  }
}
