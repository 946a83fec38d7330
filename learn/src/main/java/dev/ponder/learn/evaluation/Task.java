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
import java.util.List;

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

  /// What is asked of whom.
  ///
  /// @param samples questions of each subject and tooling, spread over its levels
  record Order(List<Subject> subjects, Split split, int samples, long seed) {
    Order {
      subjects = List.copyOf(subjects);
    }
  }

  /// The questions of an order, which are always the same.
  static List<Task> of(Order order) {
    List<Task> tasks = new ArrayList<>();
    for (Subject subject : order.subjects()) {
      for (Tooling tooling : Tooling.values()) {
        if (subject.toolings().contains(tooling)) {
          for (int i = 0; i < order.samples(); i++) {
            tasks.add(of(subject, tooling, order, i));
          }
        }
      }
    }
    return tasks;
  }

  private static Task of(Subject subject, Tooling tooling, Order order, int number) {
    int level = 1 + number % subject.levels();
    boolean plain = subject.toolings().contains(Tooling.NONE);
    Setting setting =
        new Setting(level, order.split(), Language.ENGLISH, plain ? Tooling.NONE : Tooling.PYTHON);
    Dice dice = Dice.of(order.seed(), subject.name().hashCode(), number);
    Exercise exercise = subject.exercise(dice, setting);
    Question question = exercise.question();
    return switch (tooling) {
      case NONE -> new Task(subject, level, tooling, exercise, question, 0);
      case PYTHON ->
          plain
              ? new Task(subject, level, tooling, exercise, question.with(Python.TOOLS), ROUNDS)
              : new Task(subject, level, tooling, exercise, question, 0);
    };
  }

  /// Whether that is right.
  boolean accepts(Effort effort, Reply reply) {
    return Judge.right(exercise, effort, reply);
  }
}
