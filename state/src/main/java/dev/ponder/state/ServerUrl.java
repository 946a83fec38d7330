package dev.ponder.state;

import dev.ponder.state.StateException.Reason;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// URLs of PostgreSQL, as its own programs write them and as JDBC does. They may hold a password,
/// so no message repeats one.
final class ServerUrl {
  private static final Pattern URI =
      Pattern.compile(
          "(?i)postgres(?:ql)?://(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
              + "(?<server>[^@/?#]*)(?:/(?<database>[^/?#@]*))?(?:\\?(?<query>[^#]*))?");
  private static final Pattern JDBC =
      Pattern.compile("(?i)(?<base>jdbc:postgresql:[^?#@]*)(?:\\?(?<query>.*))?");
  private static final Pattern MEANT = Pattern.compile("(?is)(jdbc:)?postgres(ql)?:.*");

  /// Parameters that PostgreSQL's own programs call otherwise.
  private static final Map<String, String> NAMES =
      Map.of("connect_timeout", "connectTimeout", "application_name", "ApplicationName");

  private ServerUrl() {}

  /// Empty when the text is no URL of PostgreSQL.
  static Optional<Location.Server> parse(String text, Path beside) {
    if (!MEANT.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(server(text, beside));
    } catch (IllegalArgumentException e) {
      throw new StateException(
          Reason.MISNAMED,
          "a database is named as postgresql://user:password@host:port/database, with special"
              + " characters of a password as %XX");
    }
  }

  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new StateException(Reason.MISNAMED, "no path of a folder: " + e.getMessage(), e);
    }
  }

  private static Location.Server server(String text, Path beside) {
    Properties properties = new Properties();
    Matcher jdbc = JDBC.matcher(text);
    if (jdbc.matches()) {
      readQuery(jdbc.group("query"), properties);
      return new Location.Server(jdbc.group("base"), properties, beside);
    }
    Matcher uri = URI.matcher(text);
    if (!uri.matches()) {
      throw new IllegalArgumentException("not a URL");
    }
    set(properties, "user", uri.group("user"));
    set(properties, "password", uri.group("password"));
    readQuery(uri.group("query"), properties);
    String server = uri.group("server").isEmpty() ? "localhost" : uri.group("server");
    String database = uri.group("database") == null ? "" : uri.group("database");
    return new Location.Server(
        "jdbc:postgresql://%s/%s".formatted(server, database), properties, beside);
  }

  private static void readQuery(@Nullable String query, Properties properties) {
    if (query == null || query.isEmpty()) {
      return;
    }
    for (String parameter : query.split("&")) {
      int equals = parameter.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("a parameter has a value");
      }
      String name = parameter.substring(0, equals);
      set(properties, NAMES.getOrDefault(name, name), parameter.substring(equals + 1));
    }
  }

  private static void set(Properties properties, String name, @Nullable String encoded) {
    if (encoded != null && !encoded.isEmpty()) {
      // Unlike in forms, a plus sign means itself.
      String kept = encoded.replace("+", "%2B");
      properties.setProperty(name, URLDecoder.decode(kept, StandardCharsets.UTF_8));
    }
  }
}
