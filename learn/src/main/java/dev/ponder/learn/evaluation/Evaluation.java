package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import dev.ponder.learn.evaluation.Row.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Examines a model.
///
/// 1. Every subject's questions, with every effort, with and without the tool, answered greedily;
///    the same of another model to compare with.
/// 2. Several sampled answers at low and medium effort for the price of one at high effort
///    ([Votes]), since thinking must be worth more than trying often.
/// 3. Answers after thoughts that are not the question's own ([Shams]), since thinking must be more
///    than an ornament.
/// 4. Answers held to JSON Schemas as they are when served ([Structured]).
///
/// The same order gives the same report. One thread uses it.
public final class Evaluation {
  /// Most questions, of each effort, that are asked again after [Shams].
  private static final int MOST_SHAMS = 600;

  private static final List<Effort> THINKING = List.of(Effort.MEDIUM, Effort.HIGH);

  private final Order order;
  private final Progress progress;
  private final Tally tally;
  private final List<Task> tasks;
  private final Polls polls;

  /// What to examine.
  ///
  /// @param model a model file
  /// @param against another, to compare with
  /// @param samples questions of each subject, effort and tooling, at most
  public record Order(
      Path model,
      Optional<Path> against,
      List<Subject> subjects,
      Split split,
      int samples,
      long seed,
      int threads) {
    public Order {
      subjects = List.copyOf(subjects);
      if (subjects.isEmpty() || samples < 1) {
        throw new IllegalArgumentException("an examination without questions");
      }
    }
  }

  /// Is told how far an examination is.
  @FunctionalInterface
  public interface Progress {
    /// @param total a guess, which becomes better
    void answered(long done, long total);

    /// A part is complete.
    ///
    /// @param soFar that part and those before
    default void found(Report soFar) {}
  }

  private Evaluation(Order order, Progress progress) {
    this.order = order;
    this.progress = progress;
    this.tally = new Tally(progress);
    this.tasks =
        Task.of(new Task.Order(order.subjects(), order.split(), order.samples(), order.seed()));
    this.polls = Polls.among(tasks);
  }

  /// Examines.
  ///
  /// @throws dev.ponder.model.UnusableModelException when a file holds no model that can be run
  public static Report run(Order order, Progress progress) throws InterruptedException {
    return new Evaluation(order, progress).run();
  }

  private Report run() throws InterruptedException {
    List<Sitting.Try> tries = new ArrayList<>();
    for (Task task : tasks) {
      for (Effort effort : Effort.values()) {
        tries.add(new Sitting.Try(task, effort, 0, 0));
      }
    }
    tally.left(
        (long) tries.size() * (order.against().isPresent() ? 2 : 1)
            + polls.guessedAnswers()
            + shamAnswers()
            + structuredAnswers());
    Optional<List<Mark>> others = Optional.empty();
    if (order.against().isPresent()) {
      try (Examinee other = Examinee.open(order.against().get(), order.threads())) {
        others = Optional.of(other.sitting().sit(tries, tally));
      }
    }
    try (Examinee examinee = Examinee.open(order.model(), order.threads())) {
      return examined(examinee, tries, others);
    }
  }

  private Report examined(Examinee examinee, List<Sitting.Try> tries, Optional<List<Mark>> others)
      throws InterruptedException {
    List<Mark> marks = examinee.sitting().sit(tries, tally);
    Findings found = Findings.of(rows(marks, others));
    tell(examinee, found);
    tally.left(
        polls.ballots(marks).values().stream()
                .flatMap(List::stream)
                .mapToLong(Votes.Ballot::answers)
                .sum()
            + shamAnswers()
            + structuredAnswers());
    found = found.withVotes(polls.held(examinee.sitting(), marks, tally));
    tell(examinee, found);
    tally.left(shamAnswers() + structuredAnswers());
    found = found.withShams(shams(examinee, marks));
    tell(examinee, found);
    tally.left(structuredAnswers());
    return report(examinee, found.withStructured(Structured.of(examinee, marks, tally)));
  }

  private void tell(Examinee examinee, Findings found) {
    progress.found(report(examinee, found));
  }

  private Report report(Examinee examinee, Findings found) {
    return new Report(examinee.served().loaded().name(), order, found);
  }

  private long shamAnswers() {
    long asked = Math.min(MOST_SHAMS, tasks.stream().filter(Evaluation::isSham).count());
    return asked * THINKING.size() * Shams.Sham.values().length;
  }

  private long structuredAnswers() {
    return tasks.stream().filter(Structured::hasSchema).count() * Effort.values().length;
  }

  private static boolean isSham(Task task) {
    return task.tooling() == Tooling.NONE && Polls.AREAS.contains(task.subject().area());
  }

  private List<Row> rows(List<Mark> marks, Optional<List<Mark>> others) {
    List<Row> rows = new ArrayList<>();
    rows.addAll(rows(Kind.AREA, task -> lower(task.subject().area()), marks, others));
    rows.addAll(rows(Kind.SUBJECT, task -> task.subject().name(), marks, others));
    rows.addAll(
        rows(Kind.LEVEL, task -> task.subject().name() + "/" + task.level(), marks, others));
    return rows;
  }

  private record Cell(String name, Tooling tooling, Effort effort) {}

  private static List<Row> rows(
      Kind kind, Function<Task, String> name, List<Mark> marks, Optional<List<Mark>> others) {
    Map<Cell, List<Integer>> cells = new LinkedHashMap<>();
    for (int i = 0; i < marks.size(); i++) {
      Task task = marks.get(i).task();
      Cell cell = new Cell(name.apply(task), task.tooling(), marks.get(i).effort());
      cells.computeIfAbsent(cell, _ -> new ArrayList<>()).add(i);
    }
    List<Row> rows = new ArrayList<>();
    cells.forEach((cell, numbers) -> {
      List<Mark> own = numbers.stream().map(marks::get).toList();
      Optional<Row.Comparison> against =
          others.map(all -> comparison(own, numbers.stream().map(all::get).toList()));
      rows.add(new Row(kind, cell.name(), cell.tooling(), cell.effort(), Result.of(own), against));
    });
    return rows;
  }

  private static Row.Comparison comparison(List<Mark> own, List<Mark> others) {
    int gained = 0;
    int lost = 0;
    for (int i = 0; i < own.size(); i++) {
      gained += own.get(i).right() && !others.get(i).right() ? 1 : 0;
      lost += !own.get(i).right() && others.get(i).right() ? 1 : 0;
    }
    return new Row.Comparison(Result.of(others), new PairedDifference(gained, lost, own.size()));
  }

  private Map<Effort, Map<Shams.Sham, Proportion>> shams(Examinee examinee, List<Mark> marks)
      throws InterruptedException {
    Map<Effort, Map<Shams.Sham, Proportion>> shams = new EnumMap<>(Effort.class);
    for (Effort effort : THINKING) {
      List<Mark> own =
          marks.stream().filter(mark -> mark.effort() == effort && isSham(mark.task())).toList();
      List<Mark> some = Polls.evenly(own, MOST_SHAMS);
      shams.put(effort, Shams.of(examinee, some, order.seed(), tally));
    }
    return shams;
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
