package dev.ponder.curriculum.logic;

import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.lexicon.Pool;
import dev.ponder.curriculum.lexicon.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What comes next: numbers by a fixed step or doubling, letters by a step, words by turns.
final class Sequences implements Subject {
  private static final int LEVELS = 3;

  private static final Pool<String> FRAMES =
      Pool.lines(
          """
          What comes next: #?
          #, ...
          Continue the sequence #.
          What is the next one in #?
          #, and then?
          #, ?
          Which one follows: #?
          Complete: #, _
          Next after #?
          Go on: #
          """);

  @Override
  public String name() {
    return "sequences";
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
    String frame = FRAMES.any(dice, split);
    return switch (setting.levelOf(LEVELS)) {
      case 1 -> dice.chance(0.5) ? steps(frame, dice, 9, 9) : turns(frame, dice, split);
      case 2 -> dice.chance(0.6) ? steps(frame, dice, 60, 12) : letters(frame, dice);
      default -> dice.chance(0.5) ? growing(frame, dice) : doubled(frame, dice);
    };
  }

  private static Exercise steps(String frame, Dice dice, int most, int step) {
    int difference = dice.between(1, step) * (dice.chance(0.3) ? -1 : 1);
    int start = dice.between(0, most) + (difference < 0 ? -5 * difference : 0);
    List<Integer> terms = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      terms.add(start + i * difference);
    }
    int last = terms.get(3);
    int next = terms.get(4);
    String sign = difference < 0 ? "-" : "+";
    String step1 = sign + Math.abs(difference);
    String high =
        terms.get(0)
            + step1
            + "="
            + terms.get(1)
            + "\n"
            + terms.get(1)
            + step1
            + "="
            + terms.get(2)
            + "\n"
            + last
            + step1
            + "="
            + next;
    return new Worked(
            frame.replace("#", joined(terms.subList(0, 4))), step1, high, Integer.toString(next))
        .exercise();
  }

  private static String joined(List<?> terms) {
    return terms.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static Exercise letters(String frame, Dice dice) {
    int step = dice.between(1, 3);
    int start = dice.between(0, 25 - 4 * step);
    List<String> terms =
        Stream.iterate(start, at -> at + step)
            .limit(5)
            .map(at -> String.valueOf((char) ('A' + at)))
            .toList();
    String between =
        Stream.iterate(start + 3 * step, at -> at + 1)
            .limit(step + 1L)
            .map(at -> String.valueOf((char) ('A' + at)))
            .collect(Collectors.joining(" "));
    return new Worked(
            frame.replace("#", joined(terms.subList(0, 4))),
            "+" + step,
            "+" + step + ": " + between,
            terms.get(4))
        .exercise();
  }

  private static Exercise turns(String frame, Dice dice, Split split) {
    int period = dice.between(2, 3);
    List<String> words = new ArrayList<>();
    while (words.size() < period) {
      String word = Words.word(dice, split);
      if (!words.contains(word)) {
        words.add(word);
      }
    }
    int shown = dice.between(2 * period, 2 * period + 1);
    List<String> terms =
        Stream.iterate(0, i -> i + 1).limit(shown).map(i -> words.get(i % period)).toList();
    String next = words.get(shown % period);
    return new Worked(
            frame.replace("#", joined(terms)),
            joined(words),
            joined(words) + "\n" + terms.getLast() + " -> " + next,
            next)
        .exercise();
  }

  private static Exercise growing(String frame, Dice dice) {
    int step = dice.between(1, 4);
    List<Integer> terms = new ArrayList<>(List.of(dice.between(0, 20)));
    StringBuilder high = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      int last = terms.getLast();
      int next = last + step + i;
      high.append(i > 0 ? "\n" : "")
          .append(last)
          .append('+')
          .append(step + i)
          .append('=')
          .append(next);
      terms.add(next);
    }
    return new Worked(
            frame.replace("#", joined(terms.subList(0, 4))),
            "+" + (step + 3),
            high.toString(),
            Integer.toString(terms.get(4)))
        .exercise();
  }

  private static Exercise doubled(String frame, Dice dice) {
    int factor = dice.between(2, 3);
    int start = dice.between(1, factor == 2 ? 9 : 4);
    List<Integer> terms = Stream.iterate(start, term -> term * factor).limit(5).toList();
    StringBuilder high = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      high.append(i > 0 ? "\n" : "")
          .append(terms.get(i))
          .append('*')
          .append(factor)
          .append('=')
          .append(terms.get(i + 1));
    }
    return new Worked(
            frame.replace("#", joined(terms.subList(0, 4))),
            "*" + factor,
            high.toString(),
            Integer.toString(terms.get(4)))
        .exercise();
  }
}
