package dev.ponder.core;

import java.time.Instant;
import java.util.regex.Pattern;

/// One model that can be asked for.
///
/// @param id the name clients use, such as `qwen3-0.6b` or the alias `o4-mini`
/// @param version the exact model and version that answers, `name@` and the first twelve hex digits
///   of `sha256`; also accepted as a model name
/// @param sha256 digest of the model file, 64 lower-case hex digits
/// @param created when the file was last written
/// @param contextLength tokens of prompt and answer together
/// @param visibility whether its thinking is shown to clients
public record ModelInfo(
    String id,
    String version,
    String sha256,
    Instant created,
    int contextLength,
    Visibility visibility) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ModelInfo {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256 digest: " + sha256);
    }
    if (contextLength < 1) {
      throw new IllegalArgumentException("a context of " + contextLength + " tokens");
    }
  }

  /// Whether thinking reaches the client.
  public enum Visibility {
    REASONING_SHOWN,
    REASONING_HIDDEN
  }
}
