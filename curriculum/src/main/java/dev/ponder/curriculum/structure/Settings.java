package dev.ponder.curriculum.structure;

import dev.ponder.curriculum.Setting;

/// What settings these subjects accept.
final class Settings {
  private Settings() {}

  /// The level.
  ///
  /// @throws IllegalArgumentException when there are not so many
  static int level(Setting setting, int levels) {
    if (setting.level() < 1 || setting.level() > levels) {
      throw new IllegalArgumentException("level %d of %d".formatted(setting.level(), levels));
    }
    return setting.level();
  }
}
