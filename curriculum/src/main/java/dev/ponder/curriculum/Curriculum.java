package dev.ponder.curriculum;

import dev.ponder.curriculum.logic.LogicSubjects;
import dev.ponder.curriculum.measures.MeasureSubjects;
import dev.ponder.curriculum.numbers.NumberSubjects;
import dev.ponder.curriculum.structure.StructureSubjects;
import dev.ponder.curriculum.talk.TalkSubjects;
import dev.ponder.curriculum.words.WordSubjects;
import java.util.List;
import java.util.stream.Stream;

/// All subjects.
public final class Curriculum {
  private Curriculum() {}

  /// Every subject, in a fixed order.
  public static List<Subject> subjects() {
    return Stream.of(
            NumberSubjects.all(),
            WordSubjects.all(),
            MeasureSubjects.all(),
            LogicSubjects.all(),
            StructureSubjects.all(),
            TalkSubjects.all())
        .flatMap(List::stream)
        .toList();
  }
}
