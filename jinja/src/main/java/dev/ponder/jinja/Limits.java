package dev.ponder.jinja;

/// How much one rendering may take; beyond it, [TemplateException.LimitExceeded].
///
/// @param steps evaluated expressions and statements; a scan of 64 characters counts as one more
/// @param memory bytes of text and lists that are made on the way, freed ones included
/// @param output characters of the rendered text
/// @param depth expressions, blocks, macro calls and values inside one another
public record Limits(long steps, long memory, int output, int depth) {
  /// Generous for any conversation that fits a context of a million tokens: 20 million steps (about
  /// a second), 512 MiB, 16 million characters, 500 levels.
  public static final Limits STANDARD = new Limits(20_000_000L, 512L << 20, 16_000_000, 500);

  public Limits {
    if (steps <= 0 || memory <= 0 || output <= 0 || depth <= 0) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
