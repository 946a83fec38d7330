package dev.ponder.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the header `Content-Disposition` of a part of a form says (RFC 7578): which field it is,
/// and what file it was.
record Disposition(String name, Optional<String> filename) {
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([^\\s=;\"]{1,40})\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;]*+))");
  private static final int LONGEST_NAME = 255;

  /// Empty when it names no field.
  static Optional<Disposition> parse(String header) {
    Map<String, String> parameters = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      String value = quoted == null ? matcher.group(3).strip() : unquoted(quoted);
      parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    Optional<String> extended =
        Optional.ofNullable(parameters.get("filename*")).flatMap(Disposition::extended);
    Optional<String> plain = Optional.ofNullable(parameters.get("filename"));
    return Optional.ofNullable(parameters.get("name"))
        .map(name -> new Disposition(name, extended.or(() -> plain).map(Disposition::harmless)));
  }

  private static String unquoted(String quoted) {
    // Some clients escape, others send the backslashes of Windows paths as they are; the last
    // segment is the same either way.
    return quoted.replace("\\\"", "\"").replace("%22", "\"");
  }

  /// A name in another character set (RFC 8187).
  private static Optional<String> extended(String value) {
    String[] parts = value.split("'", 3);
    if (parts.length < 3 || !parts[0].equalsIgnoreCase("UTF-8")) {
      return Optional.empty();
    }
    try {
      return Optional.of(URLDecoder.decode(parts[2].replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The last segment of a path, without control characters; it is only ever shown.
  private static String harmless(String filename) {
    int from = Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1;
    String name = filename.substring(from).replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "").strip();
    int end =
        name.offsetByCodePoints(0, Math.min(LONGEST_NAME, name.codePointCount(0, name.length())));
    return end == 0 ? "file" : name.substring(0, end);
  }
}
