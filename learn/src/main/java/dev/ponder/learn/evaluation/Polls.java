package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Tooling;
import dev.ponder.learn.evaluation.Votes.Ballot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The questions of an examination that are put to the vote: some of each area whose answers can be
/// compared by their text.
///
/// @param byArea those of each area, evenly over its subjects
record Polls(Map<Area, List<Task>> byArea) {
  /// Where answers can be compared by their text.
  static final List<Area> AREAS =
      List.of(Area.ARITHMETIC, Area.WORD_PROBLEMS, Area.MEASURES, Area.LOGIC);

  /// Most questions of all areas together.
  private static final int MOST = 200;

  /// Samples of a question at both efforts, as a first guess.
  private static final int GUESSED_SAMPLES = 20;

  static Polls among(List<Task> tasks) {
    Map<Area, List<Task>> all = new EnumMap<>(Area.class);
    for (Task task : tasks) {
      if (task.tooling() == Tooling.NONE && AREAS.contains(task.subject().area())) {
        all.computeIfAbsent(task.subject().area(), _ -> new ArrayList<>()).add(task);
      }
    }
    Map<Area, List<Task>> some = new EnumMap<>(Area.class);
    all.forEach((area, own) -> some.put(area, evenly(own, MOST / all.size())));
    return new Polls(some);
  }

  /// At most that many of them, evenly spread.
  static <T> List<T> evenly(List<T> all, int most) {
    int wanted = Math.min(all.size(), most);
    List<T> some = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      some.add(all.get((int) ((long) i * all.size() / wanted)));
    }
    return some;
  }

  /// How many answers this takes, before it is known what one costs.
  long guessedAnswers() {
    return byArea.values().stream().mapToLong(List::size).sum() * GUESSED_SAMPLES;
  }

  /// What is to be asked how often, by area, given what single answers cost.
  Map<Area, List<Ballot>> ballots(List<Mark> marks) {
    Map<Area, List<Ballot>> ballots = new EnumMap<>(Area.class);
    byArea.forEach((area, tasks) -> {
      double atHigh = single(tasks, Effort.HIGH, marks).output();
      List<Ballot> own = new ArrayList<>();
      for (Effort effort : List.of(Effort.LOW, Effort.MEDIUM)) {
        double atOne = single(tasks, effort, marks).output();
        own.add(new Ballot(tasks, effort, Votes.affordable(atOne, atHigh)));
      }
      ballots.put(area, own);
    });
    return ballots;
  }

  /// How often samples are right, and beside them one answer at high effort.
  Map<String, List<Votes>> held(Sitting sitting, List<Mark> marks, Tally tally)
      throws InterruptedException {
    Map<String, List<Votes>> held = new LinkedHashMap<>();
    for (Map.Entry<Area, List<Ballot>> area : ballots(marks).entrySet()) {
      List<Votes> votes = new ArrayList<>();
      for (Ballot ballot : area.getValue()) {
        votes.add(Votes.of(sitting, ballot, tally));
      }
      List<Task> tasks = byArea.getOrDefault(area.getKey(), List.of());
      Result high = single(tasks, Effort.HIGH, marks);
      votes.add(new Votes(Effort.HIGH, 1, high.output(), high.right(), high.right()));
      held.put(Evaluation.lower(area.getKey()), votes);
    }
    return held;
  }

  private static Result single(List<Task> tasks, Effort effort, List<Mark> marks) {
    Set<Task> wanted = new HashSet<>(tasks);
    return Result.of(
        marks.stream()
            .filter(mark -> mark.effort() == effort && wanted.contains(mark.task()))
            .toList());
  }
}
