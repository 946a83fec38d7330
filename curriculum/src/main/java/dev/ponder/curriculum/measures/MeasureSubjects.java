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
  private static final Set<Language> ENGLISH = Set.of(Language.ENGLISH);
  private static final Set<Language> ALL = Set.of(Language.values());

  private MeasureSubjects() {}

  public static List<Subject> all() {
    Set<Tooling> none = Set.of(Tooling.NONE);
    Set<Tooling> python = Set.of(Tooling.values());
    return List.of(
        subject("comparison", Comparison.LEVELS, ENGLISH, none, Comparison::make),
        subject("sorting", Sorting.LEVELS, ALL, python, Sorting::make),
        subject("rounding", Rounding.LEVELS, ENGLISH, none, Rounding::make),
        subject("units", Units.LEVELS, ENGLISH, python, Units::make),
        subject("clock", Clock.LEVELS, ENGLISH, none, Clock::make),
        subject("dates", Dates.LEVELS, ENGLISH, none, Dates::make),
        subject("percentages", Percentages.LEVELS, ALL, python, Percentages::make));
  }

  private static Subject subject(
      String name,
      int levels,
      Set<Language> languages,
      Set<Tooling> toolings,
      PosedSubject.Maker maker) {
    return new PosedSubject(name, Area.MEASURES, levels, languages, toolings, maker);
  }
}
