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
import java.util.stream.IntStream;

/// Three to five people in an order that comparisons tell. The thought writes each comparison as
/// `A>B` and joins them to one chain, each time by one that begins where the chain ends or ends
/// where it begins.
final class Orders implements Subject {
  private static final int LEVELS = 3;

  /// How two compare, both ways, and what the first and the last of all are.
  private record Scale(String more, String less, String most, String least) {
    static Scale of(String line) {
      String[] words = line.split(" ; ");
      return new Scale(words[0], words[1], words[2], words[3]);
    }
  }

  private static final Pool<Scale> SCALES = scales();

  private static Pool<Scale> scales() {
    Pool<String> lines =
        Pool.lines(
            """
            taller than ; shorter than ; tallest ; shortest
            older than ; younger than ; oldest ; youngest
            heavier than ; lighter than ; heaviest ; lightest
            faster than ; slower than ; fastest ; slowest
            louder than ; quieter than ; loudest ; quietest
            richer than ; poorer than ; richest ; poorest
            bigger than ; smaller than ; biggest ; smallest
            warmer than ; colder than ; warmest ; coldest
            happier than ; sadder than ; happiest ; saddest
            stronger than ; weaker than ; strongest ; weakest
            further left than ; further right than ; first from the left ; first from the right
            newer than ; more worn than ; newest ; most worn
            higher than ; lower than ; highest ; lowest
            wiser than ; sillier than ; wisest ; silliest
            better than ; worse than ; best ; worst
            """);
    return new Pool<>(
        lines.training().stream().map(Scale::of).toList(),
        lines.heldOut().stream().map(Scale::of).toList());
  }

  private static final Pool<String> CLAIMS =
      Pool.lines(
          """
          # is %@.
          # is certainly %@.
          We know that # is %@.
          # seems %@ and is it.
          It is clear that # is %@.
          They say # is %@.
          """);
  private static final Pool<String> WHICH =
      Pool.lines(
          """
          Who is the #?
          Who of them is the #?
          Which one is the #?
          Tell me who is the #.
          Name the one who is the #.
          """);
  private static final Pool<String> ALL =
      Pool.lines(
          """
          List all from # to @.
          Order them from # to @.
          What is the order from # to @?
          Sort them from # to @.
          Arrange everybody from # to @.
          """);

  @Override
  public String name() {
    return "orders";
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
    List<String> people = people(setting.levelOf(LEVELS) + 2, dice, split);
    Scale scale = SCALES.any(dice, split);
    List<Integer> told = dice.shuffled(IntStream.range(0, people.size() - 1).boxed().toList());
    String frame = CLAIMS.any(dice, split);
    String claims =
        told.stream()
            .map(i -> claim(frame, people.get(i), people.get(i + 1), scale, dice))
            .collect(Collectors.joining(" "));
    Wish wish = wish(people, scale, dice, split);
    String high = relations(people, told) + "\n" + chained(people, told);
    return new Worked(claims + " " + wish.words(), String.join(">", people), high, wish.answer())
        .exercise();
  }

  /// What is asked of those people in their order, and the answer.
  private record Wish(String words, String answer) {}

  private static Wish wish(List<String> people, Scale scale, Dice dice, Split split) {
    return switch (dice.between(0, 3)) {
      case 0 -> {
        boolean down = dice.chance(0.5);
        String words =
            ALL.any(dice, split)
                .replace("#", down ? scale.most() : scale.least())
                .replace("@", down ? scale.least() : scale.most());
        yield new Wish(words, String.join(", ", down ? people : people.reversed()));
      }
      case 1 -> new Wish(WHICH.any(dice, split).replace("#", scale.least()), people.getLast());
      default -> new Wish(WHICH.any(dice, split).replace("#", scale.most()), people.getFirst());
    };
  }

  /// Different people.
  static List<String> people(int count, Dice dice, Split split) {
    List<String> people = new ArrayList<>();
    while (people.size() < count) {
      String next = Words.person(dice, split);
      if (!people.contains(next)) {
        people.add(next);
      }
    }
    return people;
  }

  private static String claim(String frame, String more, String less, Scale scale, Dice dice) {
    boolean straight = dice.chance(0.5);
    return frame
        .replace("#", straight ? more : less)
        .replace("%", (straight ? scale.more() : scale.less()) + " ")
        .replace("@", straight ? less : more);
  }

  private static String relations(List<String> people, List<Integer> told) {
    return told.stream()
        .map(i -> people.get(i) + ">" + people.get(i + 1))
        .collect(Collectors.joining(" "));
  }

  /// The chain after each comparison that joins it.
  private static String chained(List<String> people, List<Integer> told) {
    List<Integer> left = new ArrayList<>(told);
    int from = left.removeFirst();
    int to = from + 1;
    StringBuilder steps = new StringBuilder();
    while (!left.isEmpty()) {
      for (int i = 0; i < left.size(); i++) {
        int place = left.get(i);
        if (place == to || place + 1 == from) {
          from = Math.min(from, place);
          to = Math.max(to, place + 1);
          left.remove(i);
          steps.append(String.join(">", people.subList(from, to + 1))).append('\n');
          break;
        }
      }
    }
    return steps.toString().strip();
  }
}
