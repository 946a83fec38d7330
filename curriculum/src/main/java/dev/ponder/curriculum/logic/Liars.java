package dev.ponder.curriculum.logic;

import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.lexicon.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Everybody either lies always or never, one is known, and each speaks of the next: who lies? The
/// thought goes from the one who is known to the last; T is for truth, L for lies.
final class Liars implements Subject {
  private static final int LEVELS = 2;

  private static final Pool<String> RULES =
      Pool.lines(
          """
          Everybody always lies or always tells the truth.
          Each person either always lies or never lies.
          Some always lie, the others never do.
          Here people tell only truths or only lies.
          Nobody mixes truth and lies.
          """);
  private static final Pool<String> HONEST =
      Pool.lines(
          """
          # tells the truth.
          # never lies.
          # is honest.
          # says only what is true.
          # is no liar.
          """);
  private static final Pool<String> LYING =
      Pool.lines(
          """
          # lies.
          # always lies.
          # is a liar.
          # says only what is false.
          # is not honest.
          """);
  private static final Pool<String> ASKED =
      Pool.lines(
          """
          Who lies?
          Who are the liars?
          Which of them lie?
          Name all who lie.
          Who is lying?
          """);

  @Override
  public String name() {
    return "liars";
  }

  @Override
  public Area area() {
    return Area.LOGIC;
  }

  @Override
  public int levels() {
    return LEVELS;
  }

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    Split split = setting.split();
    List<String> people = Orders.people(setting.levelOf(LEVELS) + 1, dice, split);
    boolean honest = dice.chance(0.5);
    List<String> claims = new ArrayList<>();
    List<String> steps = new ArrayList<>();
    List<String> liars = new ArrayList<>();
    claims.add((honest ? HONEST : LYING).any(dice, split).replace("#", people.getFirst()));
    steps.add(people.getFirst() + " " + letter(honest));
    if (!honest) {
      liars.add(people.getFirst());
    }
    for (int i = 1; i < people.size(); i++) {
      boolean praised = dice.chance(0.5);
      String claim = (praised ? HONEST : LYING).any(dice, split).replace("#", people.get(i));
      String before = letter(honest);
      claims.add(people.get(i - 1) + " says: " + claim);
      honest = honest == praised;
      steps.add(people.get(i) + " " + before + letter(praised) + "=" + letter(honest));
      if (!honest) {
        liars.add(people.get(i));
      }
    }
    String told =
        claims.getFirst()
            + " "
            + dice.shuffled(claims.subList(1, claims.size())).stream()
                .collect(Collectors.joining(" "));
    String answer = liars.isEmpty() ? "nobody" : String.join(", ", liars);
    String question = RULES.any(dice, split) + " " + told + " " + ASKED.any(dice, split);
    String medium =
        steps.stream()
            .map(step -> step.charAt(step.length() - 1))
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    return new Worked(question, medium, String.join("\n", steps), answer).exercise();
  }

  private static String letter(boolean honest) {
    return honest ? "T" : "L";
  }
}
