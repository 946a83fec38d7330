package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import dev.ponder.learn.evaluation.Row.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

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
  /// Where several answers can be compared by their text.
  private static final List<Area> VOTED =
      List.of(Area.ARITHMETIC, Area.WORD_PROBLEMS, Area.MEASURES, Area.LOGIC);

  /// Most questions of these.
  private static final int MOST_VOTED = 200;

  private static final int MOST_SHAMS = 600;

  private final Order order;
  private final Progress progress;
  private final List<Task> tasks;
  private long done;
  private long total;

  /// What to examine.
  ///
  /// @param model a model file
  /// @param against another, to compare with
  /// @param samples questions of each subject, effort and tooling
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
    void answered(long done, long total);
  }

  private Evaluation(Order order, Progress progress) {
    this.order = order;
    this.progress = progress;
    this.tasks =
        Task.of(new Task.Order(order.subjects(), order.split(), order.samples(), order.seed()));
  }

  /// Examines.
  ///
  /// @throws dev.ponder.model.UnusableModelException when a file holds no model that can be run
  public static Report run(Order order, Progress progress) throws InterruptedException {
    return new Evaluation(order, progress).run();
  }

  private Report run() throws InterruptedException {
    List<Examinee.Try> tries = new ArrayList<>();
    for (Task task : tasks) {
      for (Effort effort : Effort.values()) {
        tries.add(new Examinee.Try(task, effort, 0, 0));
      }
    }
    List<Task> voted = voted();
    total = (long) tries.size() * (order.against().isPresent() ? 2 : 1) + 20L * voted.size();
    Optional<List<Mark>> others = Optional.empty();
    if (order.against().isPresent()) {
      try (Examinee other = Examinee.open(order.against().get(), order.threads())) {
        others = Optional.of(other.sit(tries, this::count));
      }
    }
    try (Examinee examinee = Examinee.open(order.model(), order.threads())) {
      List<Mark> marks = examinee.sit(tries, this::count);
      return new Report(
          examinee.served().loaded().name(),
          order,
          rows(marks, others),
          votes(examinee, voted, marks),
          shams(examinee, marks),
          Structured.of(examinee, marks));
    }
  }

  private void count() {
    progress.answered(Math.min(++done, total), total);
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

  /// Some of the questions of each area, evenly over its subjects.
  private List<Task> voted() {
    Map<Area, List<Task>> byArea = new EnumMap<>(Area.class);
    for (Task task : tasks) {
      if (task.tooling() == Tooling.NONE && VOTED.contains(task.subject().area())) {
        byArea.computeIfAbsent(task.subject().area(), _ -> new ArrayList<>()).add(task);
      }
    }
    List<Task> voted = new ArrayList<>();
    for (List<Task> area : byArea.values()) {
      int wanted = Math.min(area.size(), MOST_VOTED / byArea.size());
      for (int i = 0; i < wanted; i++) {
        voted.add(area.get((int) ((long) i * area.size() / wanted)));
      }
    }
    return voted;
  }

  private Map<String, List<Votes>> votes(Examinee examinee, List<Task> voted, List<Mark> marks)
      throws InterruptedException {
    Map<String, List<Votes>> votes = new LinkedHashMap<>();
    Map<Area, List<Task>> byArea =
        voted.stream().collect(Collectors.groupingBy(task -> task.subject().area()));
    Map<Task, Map<Effort, Mark>> known = new HashMap<>();
    for (Mark mark : marks) {
      known.computeIfAbsent(mark.task(), _ -> new EnumMap<>(Effort.class)).put(mark.effort(), mark);
    }
    for (Area area : VOTED) {
      List<Task> own = byArea.getOrDefault(area, List.of());
      if (!own.isEmpty()) {
        votes.put(lower(area), votes(examinee, own, known));
      }
    }
    return votes;
  }

  private List<Votes> votes(Examinee examinee, List<Task> own, Map<Task, Map<Effort, Mark>> known)
      throws InterruptedException {
    Map<Effort, Result> greedy = new EnumMap<>(Effort.class);
    for (Effort effort : Effort.values()) {
      greedy.put(
          effort,
          Result.of(
              own.stream()
                  .flatMap(task ->
                      Optional.ofNullable(known.getOrDefault(task, Map.of()).get(effort)).stream())
                  .toList()));
    }
    Result high = result(greedy, Effort.HIGH);
    List<Votes> votes = new ArrayList<>();
    for (Effort effort : List.of(Effort.LOW, Effort.MEDIUM)) {
      int samples = Votes.affordable(result(greedy, effort).output(), high.output());
      votes.add(Votes.of(examinee, own, effort, samples, this::count));
    }
    votes.add(new Votes(Effort.HIGH, 1, high.output(), high.right(), high.right()));
    return votes;
  }

  private static Result result(Map<Effort, Result> results, Effort effort) {
    return Optional.ofNullable(results.get(effort)).orElseThrow();
  }

  private Map<Effort, Map<Shams.Sham, Proportion>> shams(Examinee examinee, List<Mark> marks)
      throws InterruptedException {
    Map<Effort, Map<Shams.Sham, Proportion>> shams = new EnumMap<>(Effort.class);
    for (Effort effort : List.of(Effort.MEDIUM, Effort.HIGH)) {
      List<Mark> own =
          marks.stream()
              .filter(mark -> mark.effort() == effort)
              .filter(mark -> VOTED.contains(mark.task().subject().area()))
              .filter(mark -> mark.task().tooling() == Tooling.NONE)
              .toList();
      List<Mark> some = new ArrayList<>();
      int wanted = Math.min(own.size(), MOST_SHAMS);
      for (int i = 0; i < wanted; i++) {
        some.add(own.get((int) ((long) i * own.size() / wanted)));
      }
      shams.put(effort, Shams.of(examinee, some, order.seed()));
    }
    return shams;
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
