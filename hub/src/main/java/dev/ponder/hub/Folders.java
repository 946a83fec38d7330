package dev.ponder.hub;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where things of a user belong (freedesktop.org, XDG base directories).
public final class Folders {
  private Folders() {}

  /// The folder for what programs keep for the user.
  public static Path data(Map<String, String> environment) {
    return folder(environment, "XDG_DATA_HOME", Path.of(".local", "share"));
  }

  static Path configuration(Map<String, String> environment) {
    return folder(environment, "XDG_CONFIG_HOME", Path.of(".config"));
  }

  static Path cache(Map<String, String> environment) {
    return folder(environment, "XDG_CACHE_HOME", Path.of(".cache"));
  }

  private static Path folder(Map<String, String> environment, String variable, Path inHome) {
    // The standard says to ignore relative ones.
    return Optional.ofNullable(environment.get(variable))
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> home(environment).resolve(inHome));
  }

  private static Path home(Map<String, String> environment) {
    return Path.of(
        Optional.ofNullable(environment.get("HOME"))
            .filter(text -> !text.isBlank())
            .orElseGet(() -> System.getProperty("user.home", ".")));
  }
}
