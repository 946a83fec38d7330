package dev.ponder.app;

import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Curriculum;
import dev.ponder.curriculum.Subject;
import dev.ponder.learn.nano.NanoReplay;
import dev.ponder.learn.reinforcement.Cell;
import dev.ponder.learn.reinforcement.PracticeCharts;
import dev.ponder.learn.reinforcement.PracticeRun;
import dev.ponder.model.gguf.GgufValue;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Practice as the commands run it: on exercises of some areas, the best weights kept.
record Practising(Console console, Set<Area> areas) {
  /// What is practised unless something else is asked for.
  static final Set<Area> USUAL = Set.copyOf(EnumSet.complementOf(EnumSet.of(Area.CHAT)));

  Practising {
    areas = Set.copyOf(areas);
  }

  /// Practises until the end, or until a signal asks to stop; returns the exit code.
  ///
  /// @throws Mistake when no area can be practised
  /// @throws dev.ponder.train.TrainingException when the run in the folder is another one
  int run(PracticeRun.Order order, TrainedFile target) throws IOException {
    long seed = order.plan().seed();
    try (PracticeRun practice =
        PracticeRun.prepare(order, cells(), transcripts -> NanoReplay.of(transcripts, seed))) {
      return new Learning(console)
          .run(
              practice.training(),
              new PracticeProgress(console),
              finished -> {
                PracticeCharts.write(order.folder());
                OptionalLong best = practice.keepBest();
                best.ifPresent(step ->
                    console
                        .err()
                        .printf("the weights after step %d of practice were the best%n", step));
                write(practice, best.orElse(finished.step()), target);
              });
    }
  }

  private void write(PracticeRun practice, long step, TrainedFile target) throws IOException {
    practice.write(
        target.file(), target.type(), Map.of("ponder.practice.steps", new GgufValue.Int(step)));
    console.out().printf("%s: %s%n", target.file(), Sizes.text(Files.size(target.file())));
  }

  private List<Cell> cells() {
    List<Subject> practised =
        Curriculum.subjects().stream().filter(one -> areas.contains(one.area())).toList();
    if (practised.isEmpty()) {
      throw new Mistake("--areas names nothing that can be practised");
    }
    return Cell.of(practised);
  }
}
