package dev.ponder.curriculum;

/// What an exercise is to be like.
///
/// @param level from 1, the easiest, to the subject's [Subject#levels]
public record Setting(int level, Split split, Language language, Tooling tooling) {

  /// An English exercise of that level without a tool.
  public static Setting plain(int level, Split split) {
    return new Setting(level, split, Language.ENGLISH, Tooling.NONE);
  }

  /// The level, of a subject that has that many.
  ///
  /// @throws IllegalArgumentException when it has fewer
  public int levelOf(int levels) {
    if (level < 1 || level > levels) {
      throw new IllegalArgumentException("level %d of %d".formatted(level, levels));
    }
    return level;
  }
}
