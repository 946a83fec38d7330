package dev.ponder.core;

import java.time.Instant;

/// One model that can be asked for.
///
/// @param id the name clients use, such as `qwen3-0.6b` or the alias `o4-mini`
/// @param version the exact model and version that answers, `name@` and the first twelve hex digits
///   of `sha256`; also accepted as a model name
/// @param sha256 digest of the model file, lower-case hex
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

  /// Whether thinking reaches the client.
  public enum Visibility {
    REASONING_SHOWN,
    REASONING_HIDDEN
  }
}
