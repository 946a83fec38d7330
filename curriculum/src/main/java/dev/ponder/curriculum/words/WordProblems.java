package dev.ponder.curriculum.words;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Language;
import dev.ponder.curriculum.Python;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.Tooling;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// Word problems of as many operations as the level says; in other languages than English of two at
/// most. The answer is the number alone.
final class WordProblems implements Subject {
  private static final int LEVELS = 4;
  private static final int FOREIGN_LEVELS = 2;

  private final Books books = new Books();

  @Override
  public String name() {
    return "word-problems";
  }

  @Override
  public Area area() {
    return Area.WORD_PROBLEMS;
  }

  @Override
  public int levels() {
    return LEVELS;
  }

  @Override
  public Set<Language> languages() {
    return Set.of(Language.values());
  }

  @Override
  public Set<Tooling> toolings() {
    return Set.of(Tooling.values());
  }

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    if (setting.level() < 1 || setting.level() > LEVELS) {
      throw new IllegalArgumentException("no word problem is of level " + setting.level());
    }
    boolean english = setting.language() == Language.ENGLISH;
    int steps = english ? setting.level() : Math.min(setting.level(), FOREIGN_LEVELS);
    Storyteller teller = new Storyteller(books.of(setting), setting.split());
    Story story = teller.story(steps, dice);
    return switch (setting.tooling()) {
      case NONE -> plain(story);
      case PYTHON -> dice.chance(0.5) ? calling(story) : called(story);
    };
  }

  static Exercise plain(Story story) {
    Map<Effort, Answer> answers = new EnumMap<>(Effort.class);
    String result = Long.toString(story.answer());
    for (Effort effort : Effort.values()) {
      String thought = Thinking.of(story, effort);
      answers.put(
          effort, thought.isEmpty() ? Answer.direct(result) : Answer.thought(thought, result));
    }
    return new Exercise(Question.of(story.text()), answers, Check.text(result));
  }

  private static Exercise calling(Story story) {
    Map<Effort, Answer> answers = new EnumMap<>(Effort.class);
    for (Effort effort : Effort.values()) {
      answers.put(effort, Python.call(Thinking.beforeCall(story, effort), code(story)));
    }
    return new Exercise(
        Question.of(story.text()).with(Python.TOOLS), answers, new Computes(story.answer()));
  }

  private static Exercise called(Story story) {
    String result = Long.toString(story.answer());
    Question asked = Question.of(story.text()).with(Python.TOOLS);
    return Exercise.of(
        Python.returned(asked, code(story), result), Answer.direct(result), Check.text(result));
  }

  private static String code(Story story) {
    return "print(" + story.sums().getLast().python() + ")";
  }
}
