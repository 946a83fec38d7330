package dev.ponder.curriculum.measures;

import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import dev.ponder.curriculum.working.PosedSubject;
import java.util.List;
import java.util.Set;

/// Comparing, sorting, units, dates, percentages.
public final class MeasureSubjects {
  private static final Reach ENGLISH = new Reach(Set.of(Language.ENGLISH), Set.of(Tooling.NONE));
  private static final Reach ENGLISH_AND_PYTHON =
      new Reach(Set.of(Language.ENGLISH), Set.of(Tooling.values()));
  private static final Reach ALL = new Reach(Set.of(Language.values()), Set.of(Tooling.values()));

  /// In which languages and with which tools a subject is taught.
  private record Reach(Set<Language> languages, Set<Tooling> toolings) {}

  private MeasureSubjects() {}

  public static List<Subject> all() {
    return List.of(
        subject("comparison", Comparison.LEVELS, ENGLISH, Comparison::make),
        subject("sorting", Sorting.LEVELS, ALL, Sorting::make),
        subject("rounding", Rounding.LEVELS, ENGLISH, Rounding::make),
        subject("units", Units.LEVELS, ENGLISH_AND_PYTHON, Units::make),
        subject("clock", Clock.LEVELS, ENGLISH, Clock::make),
        subject("dates", Dates.LEVELS, ENGLISH, Dates::make),
        subject("percentages", Percentages.LEVELS, ALL, Percentages::make));
  }

  private static Subject subject(String name, int levels, Reach reach, PosedSubject.Maker maker) {
    return new PosedSubject(name, Area.MEASURES, levels, reach.languages, reach.toolings, maker);
  }
}
