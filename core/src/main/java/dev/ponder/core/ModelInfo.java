package dev.ponder.core;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// One model that can be asked for.
///
/// @param id the name clients use, such as `qwen3-0.6b` or the alias `o4-mini`
/// @param version the exact model and version that answers, also accepted as a model name: see
///   [#version(String, Optional)]
/// @param sha256 digest of the model file, 64 lower-case hex digits; empty until the file was read
/// @param created when the file was last written
/// @param contextLength tokens of prompt and answer together
/// @param visibility whether its thinking is shown to clients
/// @param defaults what holds where a request to it says nothing
public record ModelInfo(
    String id,
    String version,
    Optional<String> sha256,
    Instant created,
    int contextLength,
    Visibility visibility,
    Defaults defaults) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int VERSION_DIGITS = 12;

  public ModelInfo {
    if (sha256.isPresent() && !SHA256.matcher(sha256.get()).matches()) {
      throw new IllegalArgumentException("not a SHA-256 digest: " + sha256.get());
    }
    if (contextLength < 1) {
      throw new IllegalArgumentException("a context of " + contextLength + " tokens");
    }
  }

  /// A model under its own name, which shows its thinking, with the API's defaults.
  public static ModelInfo of(
      String id, Optional<String> sha256, Instant created, int contextLength) {
    return new ModelInfo(
        id,
        version(id, sha256),
        sha256,
        created,
        contextLength,
        Visibility.REASONING_SHOWN,
        Defaults.API);
  }

  /// The name of an exact version: the model's id, `@` and the first twelve digits of the digest of
  /// its file; without a digest the bare id.
  public static String version(String id, Optional<String> sha256) {
    return id + sha256.map(digest -> "@" + digest.substring(0, VERSION_DIGITS)).orElse("");
  }

  /// The same model under another name.
  public ModelInfo renamed(String name, Visibility shown) {
    return new ModelInfo(name, version, sha256, created, contextLength, shown, defaults);
  }

  /// The same model with other defaults.
  public ModelInfo withDefaults(Defaults other) {
    return new ModelInfo(id, version, sha256, created, contextLength, visibility, other);
  }

  /// Whether thinking reaches the client.
  public enum Visibility {
    REASONING_SHOWN,
    REASONING_HIDDEN
  }
}
