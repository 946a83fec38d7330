package dev.ponder.curriculum.working;

import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// A subject of problems in one message. Its sets keep the order of their constants, so that
/// choices among them follow from the dice alone.
public record PosedSubject(
    String name, Area area, int levels, Set<Language> languages, Set<Tooling> toolings, Maker maker)
    implements Subject {

  /// Makes the problems.
  public interface Maker {
    Posed make(Dice dice, Setting setting);
  }

  public PosedSubject {
    languages = Collections.unmodifiableSet(EnumSet.copyOf(languages));
    toolings = Collections.unmodifiableSet(EnumSet.copyOf(toolings));
  }

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    if (setting.level() < 1 || setting.level() > levels) {
      throw new IllegalArgumentException(
          "%s has levels from 1 to %d, not %d".formatted(name, levels, setting.level()));
    }
    if (!languages.contains(setting.language()) || !toolings.contains(setting.tooling())) {
      throw new IllegalArgumentException(
          "%s is not taught in %s with %s".formatted(name, setting.language(), setting.tooling()));
    }
    return maker.make(dice, setting).exercise(dice, setting);
  }
}
