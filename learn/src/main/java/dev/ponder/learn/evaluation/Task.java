package dev.ponder.learn.evaluation;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Reply;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import dev.ponder.learn.Judge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A question of an examination. The same one is asked with every effort, and of every model.
///
/// Where a subject can be asked with and without the tool `python`, both ask the same questions,
/// and with the tool it is the answer after all calls that counts, however it was come by.
///
/// @param exercise by whose check the answer is judged
/// @param question what is asked
/// @param rounds how often the model may call the tool and is given the result
record Task(
    Subject subject, int level, Tooling tooling, Exercise exercise, Question question, int rounds) {
  private static final int ROUNDS = 2;

  /// After that many questions that were all asked before, there is taken to be no other.
  private static final int MOST_ATTEMPTS = 30;

  /// What is asked of whom.
  ///
  /// @param samples questions of each subject and tooling, at most, spread over its levels
  record Order(List<Subject> subjects, Split split, int samples, long seed) {
    Order {
      subjects = List.copyOf(subjects);
    }
  }

  /// The questions of an order, which are always the same. None is asked twice, since that would
  /// only seem to make figures surer; so there are fewer where there are not as many to ask.
  static List<Task> of(Order order) {
    List<Task> tasks = new ArrayList<>();
    for (Subject subject : order.subjects()) {
      for (Tooling tooling : Tooling.values()) {
        if (subject.toolings().contains(tooling)) {
          Set<Question> asked = new HashSet<>();
          for (int i = 0; i < order.samples(); i++) {
            other(subject, order, i, asked).ifPresent(drawn -> tasks.add(drawn.with(tooling)));
          }
        }
      }
    }
    return tasks;
  }

  private record Drawn(Subject subject, int level, Exercise exercise) {
    Task with(Tooling tooling) {
      Question question = exercise.question();
      return switch (tooling) {
        case NONE -> new Task(subject, level, tooling, exercise, question, 0);
        case PYTHON ->
            subject.toolings().contains(Tooling.NONE)
                ? new Task(subject, level, tooling, exercise, question.with(Python.TOOLS), ROUNDS)
                : new Task(subject, level, tooling, exercise, question, 0);
      };
    }
  }

  /// An exercise whose question is none of those, to which it is added.
  private static Optional<Drawn> other(
      Subject subject, Order order, int number, Set<Question> asked) {
    int level = 1 + number % subject.levels();
    Tooling plain = subject.toolings().contains(Tooling.NONE) ? Tooling.NONE : Tooling.PYTHON;
    Setting setting = new Setting(level, order.split(), Language.ENGLISH, plain);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Dice dice = dice(subject, order, number, attempt);
      Exercise exercise = subject.exercise(dice, setting);
      if (asked.add(exercise.question())) {
        return Optional.of(new Drawn(subject, level, exercise));
      }
    }
    return Optional.empty();
  }

  private static Dice dice(Subject subject, Order order, int number, int attempt) {
    int name = subject.name().hashCode();
    return attempt == 0
        ? Dice.of(order.seed(), name, number)
        : Dice.of(order.seed(), name, number, attempt);
  }

  /// Whether that is right.
  boolean accepts(Effort effort, Reply reply) {
    return Judge.right(exercise, effort, reply);
  }
}
