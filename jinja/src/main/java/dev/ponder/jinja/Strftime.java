package dev.ponder.jinja;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// `datetime.strftime` in the C locale, of a time without a zone.
final class Strftime {
  private Strftime() {}

  static String format(String format, LocalDateTime time, Budget budget) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i++);
      if (c != '%' || i == format.length()) {
        out.append(c);
        continue;
      }
      char code = format.charAt(i++);
      char flag = 0;
      if ("-_0^".indexOf(code) >= 0 && i < format.length()) {
        flag = code;
        code = format.charAt(i++);
      }
      budget.characters(16);
      out.append(flagged(field(code, time), flag));
    }
    return out.toString();
  }

  /// The flags of the GNU C library that people use.
  private static String flagged(String field, char flag) {
    return switch (flag) {
      case '-' -> field.length() > 1 ? field.replaceFirst("^[0 ]+(?=.)", "") : field;
      case '_' -> {
        String shorter = field.replaceFirst("^0+(?=.)", "");
        yield " ".repeat(field.length() - shorter.length()) + shorter;
      }
      case '0' -> field.replace(' ', '0');
      case '^' -> field.toUpperCase(Locale.ROOT);
      default -> field;
    };
  }

  private static String field(char code, LocalDateTime time) {
    int sunday = time.getDayOfWeek().getValue() % 7;
    return switch (code) {
      case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'c' ->
          field('a', time)
              + " "
              + field('b', time)
              + " "
              + field('e', time)
              + " "
              + field('T', time)
              + " "
              + field('Y', time);
      case 'C' -> two(time.getYear() / 100);
      case 'd' -> two(time.getDayOfMonth());
      case 'D', 'x' -> field('m', time) + "/" + field('d', time) + "/" + field('y', time);
      case 'e' -> "%2d".formatted(time.getDayOfMonth());
      case 'f' -> "%06d".formatted(time.getNano() / 1000);
      case 'F' -> field('Y', time) + "-" + field('m', time) + "-" + field('d', time);
      case 'G' -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR));
      case 'H' -> two(time.getHour());
      case 'I' -> two((time.getHour() + 11) % 12 + 1);
      case 'j' -> "%03d".formatted(time.getDayOfYear());
      case 'k' -> "%2d".formatted(time.getHour());
      case 'l' -> "%2d".formatted((time.getHour() + 11) % 12 + 1);
      case 'm' -> two(time.getMonthValue());
      case 'M' -> two(time.getMinute());
      case 'n' -> "\n";
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'P' -> time.getHour() < 12 ? "am" : "pm";
      case 'r' ->
          field('I', time)
              + ":"
              + field('M', time)
              + ":"
              + field('S', time)
              + " "
              + field('p', time);
      case 'R' -> field('H', time) + ":" + field('M', time);
      case 'S' -> two(time.getSecond());
      case 't' -> "\t";
      case 'T', 'X' -> field('R', time) + ":" + field('S', time);
      case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
      case 'U' -> two((time.getDayOfYear() + 6 - sunday) / 7);
      case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'w' -> Integer.toString(sunday);
      case 'W' -> two((time.getDayOfYear() + 6 - (sunday + 6) % 7) / 7);
      case 'y' -> two(time.getYear() % 100);
      case 'Y' -> Integer.toString(time.getYear());
      case 'z', 'Z' -> "";
      case '%' -> "%";
      default -> "%" + code;
    };
  }

  private static String two(int number) {
    return "%02d".formatted(number);
  }
}
