package dev.ponder.curriculum.structure;

import dev.ponder.core.Effort;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.lexicon.Pool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A short text and a question about one thing in it, answered by what stands there, or by the word
/// that it is not told.
final class TextQuestions implements Subject {
  private static final int LEVELS = 2;

  /// What is said where a text does not tell.
  private static final String UNTOLD = "The text does not say.";

  private static final Pool<String> ASKED =
      Pool.lines(
          """
          What is the #?
          Tell me the #.
          What does the text give as #?
          What was the #?
          Give the # only.
          Which # is told?
          And the #?
          """);
  private static final Pool<String> SEVERAL =
      Pool.lines(
          """
          What are the #?
          Tell me the #.
          Which # are told?
          Name the #.
          Give all # only.
          """);
  private static final Pool<String> WHETHER =
      Pool.lines(
          """
          Is it #?
          Is that #?
          Is it # or not?
          # - yes or no?
          Would you call it #?
          """);

  @Override
  public String name() {
    return "text-questions";
  }

  @Override
  public Area area() {
    return Area.CHAT;
  }

  @Override
  public int levels() {
    return LEVELS;
  }

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    Split split = setting.split();
    int count = dice.between(1, 3) + 2 * (setting.levelOf(LEVELS) - 1);
    Map<String, Key> different = new LinkedHashMap<>();
    List<Key> known = dice.chance(0.7) ? dice.any(Keys.of(split)).keys() : Keys.all(split);
    List<Key> keys = Key.renamed(known, dice, split);
    dice.shuffled(keys).forEach(key -> different.putIfAbsent(key.name(), key));
    List<Key> chosen = different.values().stream().limit(count + 1L).toList();
    Telling telling = new Telling(dice, split);
    List<Fact> facts = telling.facts(chosen.subList(0, count), Telling.Layout.PROSE);
    String text = telling.text(dice.shuffled(facts), Telling.Layout.PROSE);
    if (dice.chance(0.12)) {
      Key untold = chosen.getLast();
      return exercise(text + " " + asked(untold, dice, split), "none", UNTOLD);
    }
    Fact fact = dice.any(facts);
    String answer = fact.told().words();
    return exercise(text + " " + asked(fact.key(), dice, split), fact.sentence(), answer);
  }

  private static String asked(Key key, Dice dice, Split split) {
    Pool<String> frames =
        switch (key.kind()) {
          case Kind.Flag() -> WHETHER;
          case Kind.Several(_) -> SEVERAL;
          case Kind.Text(_), Kind.Whole(_, _), Kind.Decimal(_), Kind.OneOf(_) -> ASKED;
        };
    return frames.any(dice, split).replace("#", key.said());
  }

  private static Exercise exercise(String question, String thought, String answer) {
    return new Exercise(
        Question.of(question),
        Map.of(
            Effort.LOW, Answer.direct(answer),
            Effort.MEDIUM, Answer.thought(thought, answer),
            Effort.HIGH, Answer.thought(thought, answer)),
        Check.text(answer));
  }
}
