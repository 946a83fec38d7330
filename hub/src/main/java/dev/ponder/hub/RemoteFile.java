package dev.ponder.hub;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A file to fetch.
///
/// @param name under which it is stored; harmless as a file name
/// @param bytes its size, where it is known beforehand
/// @param sha256 its digest, where it is known beforehand
record RemoteFile(URI uri, String name, OptionalLong bytes, Optional<String> sha256) {
  private static final Pattern STRANGE = Pattern.compile("[^A-Za-z0-9._+-]+");
  private static final int LONGEST = 200;

  /// A name for the store made of the last part of a path, which may be anything.
  ///
  /// @throws HubException when nothing is left of it
  static String safeName(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    String safe = STRANGE.matcher(last).replaceAll("_").replaceFirst("^[.-]+", "");
    if (safe.isEmpty() || safe.length() > LONGEST) {
      throw new HubException(
          last.isEmpty()
              ? "'%s' ends without the name of a file".formatted(Printable.text(path))
              : "a file cannot be stored under the name '%s'".formatted(Printable.text(last)));
    }
    return safe.toLowerCase(java.util.Locale.ROOT).endsWith(".gguf") ? safe : safe + ".gguf";
  }
}
