package dev.ponder.grammar;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The string formats that are enforced, as patterns over the whole string.
///
/// Each is a regular subset of its specification, chosen so that everything it allows is valid:
/// dates know the lengths of months and allow 29 February in leap years only.
final class Formats {
  private static final String YEAR = "\\d{4}";
  private static final String LEAP_YEAR =
      "(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)";
  private static final String DATE =
      "("
          + YEAR
          + "-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)"
          + "|02-(0[1-9]|1\\d|2[0-8]))|"
          + LEAP_YEAR
          + "-02-29)";
  private static final String TIME =
      "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?([Zz]|[+-]([01]\\d|2[0-3]):[0-5]\\d)";
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String HOSTNAME = "(?:" + LABEL + ")(\\.(?:" + LABEL + "))*";
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String IPV4 = BYTE + "(\\." + BYTE + "){3}";
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String EMAIL = ATOM + "(\\." + ATOM + ")*@" + HOSTNAME;
  private static final String UUID =
      "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";
  private static final String DURATION =
      "P(\\d+W|(\\d+Y(\\d+M(\\d+D)?)?|\\d+M(\\d+D)?|\\d+D)(T(\\d+H(\\d+M(\\d+S)?)?|\\d+M(\\d+S)?"
          + "|\\d+S))?|T(\\d+H(\\d+M(\\d+S)?)?|\\d+M(\\d+S)?|\\d+S))";
  private static final String PCHAR = "([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
  private static final String PATH = "(/" + PCHAR + "*)*";
  private static final String TAIL = "(\\?(" + PCHAR + "|[/?])*)?(#(" + PCHAR + "|[/?])*)?";
  private static final String AUTHORITY =
      "(([A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?"
          + "(\\[("
          + ipv6()
          + ")\\]|([A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(:\\d*)?";
  private static final String HIERARCHY =
      "(//" + AUTHORITY + PATH + "|/(" + PCHAR + "+" + PATH + ")?|" + PCHAR + "+" + PATH + "|)";
  private static final String URI = "[A-Za-z][A-Za-z0-9+.-]*:" + HIERARCHY + TAIL;
  private static final String SEGMENT = "([A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-Fa-f]{2})+";
  private static final String RELATIVE =
      "(//" + AUTHORITY + PATH + "|/(" + PCHAR + "+" + PATH + ")?|" + SEGMENT + PATH + "|)" + TAIL;

  private static final Map<String, String> PATTERNS =
      Map.ofEntries(
          Map.entry("date-time", DATE + "[Tt]" + TIME),
          Map.entry("date", DATE),
          Map.entry("time", TIME),
          Map.entry("duration", DURATION),
          Map.entry("email", EMAIL),
          Map.entry("hostname", HOSTNAME),
          Map.entry("ipv4", IPV4),
          Map.entry("ipv6", ipv6()),
          Map.entry("uuid", UUID),
          Map.entry("uri", URI),
          Map.entry("uri-reference", "(" + URI + "|" + RELATIVE + ")"),
          Map.entry("json-pointer", "(/([^/~]|~[01])*)*"));

  /// What other dialects add to say how a number or a string is stored; no condition on its text.
  private static final Set<String> NO_CONDITION =
      Set.of("int32", "int64", "float", "double", "binary", "password", "unknown");

  private Formats() {}

  /// The pattern of that format; empty when it is not enforced.
  static Optional<String> pattern(String format) {
    return Optional.ofNullable(PATTERNS.get(format)).map(p -> "^(?:" + p + ")$");
  }

  /// Whether the format says nothing that could be checked.
  static boolean vacuous(String format) {
    return NO_CONDITION.contains(format);
  }

  /// Eight groups, of which one run of zeros may be left out; the last two may be an IPv4 address.
  private static String ipv6() {
    String group = "[0-9A-Fa-f]{1,4}";
    String pair = "(" + group + ":" + group + "|" + IPV4 + ")";
    StringBuilder all = new StringBuilder("((" + group + ":){6}" + pair);
    for (int before = 0; before <= 7; before++) {
      all.append("|");
      if (before > 0) {
        all.append(group).append("(:").append(group).append("){").append(before - 1).append("}");
      }
      all.append("::");
      int after = 7 - before;
      if (after >= 2) {
        all.append("((").append(group).append(":){0,").append(after - 2).append("}").append(pair);
        all.append("|(").append(group).append(")?)");
      } else if (after == 1) {
        all.append("(").append(group).append(")?");
      }
    }
    return all.append(")").toString();
  }
}
