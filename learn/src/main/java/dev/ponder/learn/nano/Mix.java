package dev.ponder.learn.nano;

import dev.ponder.core.Conversation;
import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import dev.ponder.learn.Lesson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Lessons of all subjects in proportion. A lesson follows from the dice alone. Immutable and
/// thread-safe.
final class Mix {
  /// Of lessons in subjects that know other languages.
  private static final double ENGLISH = 0.82;

  /// Of lessons in subjects that know the tool.
  private static final double TOOL = 0.25;

  private static final double NOISE = 0.06;

  /// How often the harder of two levels is taken.
  private static final double HARDER = 0.3;

  /// What clients like to put in front of a conversation. A model that has never seen it loses its
  /// way; what it asks for does not matter to the answers.
  private static final List<String> NOISES =
      List.of(
          "You are a helpful assistant.",
          "You are a helpful, honest and concise assistant.",
          "You are a careful assistant that answers questions.",
          "Be concise.",
          "Answer briefly.",
          "Think step by step.",
          "Reply with the final answer only.",
          "You are a math tutor. Help the student.",
          "Today is a good day. Be polite and exact.",
          "Follow the instructions of the user.",
          "Du bist ein hilfreicher Assistent.",
          "Vous êtes un assistant utile.",
          "Eres un asistente útil.");

  private final List<Subject> subjects;
  private final double[] upTo;

  private Mix(List<Subject> subjects, double[] upTo) {
    this.subjects = subjects;
    this.upTo = upTo;
  }

  /// A mix in which each subject has that weight among all; weights of 0 leave one out.
  ///
  /// @throws IllegalArgumentException when no subject is left
  static Mix of(List<Subject> subjects, ToDoubleFunction<Subject> weight) {
    double[] upTo = new double[subjects.size()];
    double sum = 0;
    for (int i = 0; i < upTo.length; i++) {
      sum += weight.applyAsDouble(subjects.get(i));
      upTo[i] = sum;
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("there is no subject to learn");
    }
    return new Mix(List.copyOf(subjects), upTo);
  }

  /// Any lesson.
  ///
  /// @param reach how far up the levels it may be, from 0, only the easiest, to 1, all
  Lesson lesson(Dice dice, double reach, Split split) {
    double place = dice.fraction() * upTo[upTo.length - 1];
    int number = 0;
    while (upTo[number] <= place && number < upTo.length - 1) {
      number++;
    }
    return lesson(subjects.get(number), dice, reach, split);
  }

  /// Any lesson of that subject.
  static Lesson lesson(Subject subject, Dice dice, double reach, Split split) {
    Setting setting =
        new Setting(
            level(subject, dice, reach), split, language(subject, dice), tooling(subject, dice));
    Exercise exercise = subject.exercise(dice.split(), setting);
    Effort effort = effort(exercise, dice);
    return new Lesson(subject, setting, effort, noisy(exercise, dice));
  }

  /// Hard levels hold the easy ones, so sometimes the harder of two is taken.
  private static int level(Subject subject, Dice dice, double reach) {
    int highest = 1 + (int) Math.round((subject.levels() - 1) * reach);
    int level = dice.between(1, highest);
    return dice.chance(HARDER) ? Math.max(level, dice.between(1, highest)) : level;
  }

  private static Language language(Subject subject, Dice dice) {
    List<Language> others =
        subject.languages().stream().filter(one -> one != Language.ENGLISH).sorted().toList();
    boolean english = dice.chance(ENGLISH) || others.isEmpty();
    return english ? Language.ENGLISH : dice.any(others);
  }

  private static Tooling tooling(Subject subject, Dice dice) {
    Set<Tooling> known = subject.toolings();
    if (!known.contains(Tooling.NONE)) {
      return Tooling.PYTHON;
    }
    return known.contains(Tooling.PYTHON) && dice.chance(TOOL) ? Tooling.PYTHON : Tooling.NONE;
  }

  /// Where efforts make a difference, the long answers are what takes learning.
  private static Effort effort(Exercise exercise, Dice dice) {
    Set<Answer> answers = new HashSet<>();
    for (Effort effort : Effort.values()) {
      answers.add(exercise.answer(effort));
    }
    if (answers.size() == 1) {
      return dice.any(Effort.values());
    }
    double place = dice.fraction();
    return place < 0.25 ? Effort.LOW : place < 0.6 ? Effort.MEDIUM : Effort.HIGH;
  }

  private static Exercise noisy(Exercise exercise, Dice dice) {
    Question question = exercise.question();
    List<Item> items = question.conversation().items();
    if (!dice.chance(NOISE) || saysSomething(items)) {
      return exercise;
    }
    List<Item> more = new ArrayList<>();
    more.add(Item.Message.of(Role.SYSTEM, dice.any(NOISES)));
    more.addAll(items);
    return new Exercise(
        new Question(new Conversation(more), question.tools(), question.format()),
        exercise.answers(),
        exercise.check());
  }

  private static boolean saysSomething(List<Item> items) {
    return !items.isEmpty()
        && items.getFirst() instanceof Item.Message(Role role, _)
        && (role == Role.SYSTEM || role == Role.DEVELOPER);
  }
}
