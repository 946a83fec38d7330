package dev.ponder.curriculum.measures;

import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import dev.ponder.curriculum.working.PosedSubject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Comparing, sorting, units, dates, percentages.
public final class MeasureSubjects {
  /// In which languages and with which tools.
  private enum Reach {
    ENGLISH(EnumSet.of(Language.ENGLISH), EnumSet.of(Tooling.NONE)),
    ENGLISH_AND_PYTHON(EnumSet.of(Language.ENGLISH), EnumSet.allOf(Tooling.class)),
    ALL(EnumSet.allOf(Language.class), EnumSet.allOf(Tooling.class));

    private final Set<Language> languages;
    private final Set<Tooling> toolings;

    Reach(Set<Language> languages, Set<Tooling> toolings) {
      this.languages = Set.copyOf(languages);
      this.toolings = Set.copyOf(toolings);
    }
  }

  private MeasureSubjects() {}

  public static List<Subject> all() {
    return List.of(
        subject("comparison", Comparison.LEVELS, Reach.ENGLISH, Comparison::make),
        subject("sorting", Sorting.LEVELS, Reach.ALL, Sorting::make),
        subject("rounding", Rounding.LEVELS, Reach.ENGLISH, Rounding::make),
        subject("units", Units.LEVELS, Reach.ENGLISH_AND_PYTHON, Units::make),
        subject("clock", Clock.LEVELS, Reach.ENGLISH, Clock::make),
        subject("dates", Dates.LEVELS, Reach.ENGLISH, Dates::make),
        subject("percentages", Percentages.LEVELS, Reach.ALL, Percentages::make));
  }

  private static Subject subject(String name, int levels, Reach reach, PosedSubject.Maker maker) {
    return new PosedSubject(name, Area.MEASURES, levels, reach.languages, reach.toolings, maker);
  }
}
