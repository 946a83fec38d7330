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
import java.util.stream.IntStream;

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
    List<Said> said = said(people, dice, split);
    List<String> claims = said.subList(1, said.size()).stream().map(Said::claim).toList();
    String told = said.getFirst().claim() + " " + String.join(" ", dice.shuffled(claims));
    String question = RULES.any(dice, split) + " " + told + " " + ASKED.any(dice, split);
    String liars =
        IntStream.range(0, people.size())
            .filter(i -> !said.get(i).honest())
            .mapToObj(people::get)
            .collect(Collectors.joining(", "));
    return new Worked(
            question,
            said.stream().map(one -> letter(one.honest())).collect(Collectors.joining(" ")),
            said.stream().map(Said::step).collect(Collectors.joining("\n")),
            liars.isEmpty() ? "nobody" : liars)
        .exercise();
  }

  /// What is said of somebody, what follows, and how.
  private record Said(String claim, boolean honest, String step) {}

  private static List<Said> said(List<String> people, Dice dice, Split split) {
    boolean honest = dice.chance(0.5);
    List<Said> said = new ArrayList<>();
    said.add(
        new Said(
            claim(honest, people.getFirst(), dice, split),
            honest,
            people.getFirst() + " " + letter(honest)));
    for (int i = 1; i < people.size(); i++) {
      boolean praised = dice.chance(0.5);
      String claim = people.get(i - 1) + " says: " + claim(praised, people.get(i), dice, split);
      boolean before = honest;
      honest = before == praised;
      String step = people.get(i) + " " + letter(before) + letter(praised) + "=" + letter(honest);
      said.add(new Said(claim, honest, step));
    }
    return said;
  }

  private static String claim(boolean honest, String who, Dice dice, Split split) {
    return (honest ? HONEST : LYING).any(dice, split).replace("#", who);
  }

  private static String letter(boolean honest) {
    return honest ? "T" : "L";
  }
}
