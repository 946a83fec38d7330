package dev.ponder.curriculum.logic;

import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.lexicon.Pool;
import dev.ponder.curriculum.lexicon.Words;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The letters of a short word: how many of one there are, the word spelled, turned round, its
/// ends. A model sees tokens; so the thought first spells the word, then looks at letter after
/// letter.
final class Letters implements Subject {
  private static final int LEVELS = 2;

  private static final Pool<String> COUNTS =
      Pool.lines(
          """
          How many @ are in #?
          How often is @ in "#"?
          Count the letter @ in #.
          How many times does @ occur in #?
          How many letters @ has the word "#"?
          In the word #, how many @ are there?
          """);
  private static final Pool<String> REVERSALS =
      Pool.lines(
          """
          Reverse the word #.
          Write # backwards.
          What is "#" backwards?
          Spell # from the end.
          Turn the word "#" round.
          """);
  private static final Pool<String> SPELLINGS =
      Pool.lines(
          """
          Spell #.
          How do you spell "#"?
          Spell the word #.
          Which letters are in #?
          Give me the letters of #.
          """);
  private static final Pool<String> LENGTHS =
      Pool.lines(
          """
          How many letters has #?
          How long is the word "#"?
          Count the letters of #.
          How many letters are in the word #?
          What is the length of "#"?
          """);

  @Override
  public String name() {
    return "letters";
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
    String word = word(dice, split, setting.levelOf(LEVELS) == 1 ? 6 : 10);
    List<String> letters = Arrays.asList(word.split(""));
    return switch (dice.between(0, 4)) {
      case 0 -> {
        String spelled = String.join("-", letters);
        yield worked(SPELLINGS, word, dice, split, String.join(" ", letters), spelled);
      }
      case 1 -> {
        String backwards = String.join(" ", letters.reversed());
        String thought = String.join(" ", letters) + "\n" + backwards;
        yield worked(REVERSALS, word, dice, split, thought, backwards.replace(" ", ""));
      }
      case 2 -> worked(LENGTHS, word, dice, split, numbered(letters), "" + letters.size());
      default -> counted(word, letters, dice, split);
    };
  }

  private static String word(Dice dice, Split split, int longest) {
    while (true) {
      String word = Words.word(dice, split);
      if (word.length() <= longest) {
        return word;
      }
    }
  }

  private static Exercise worked(
      Pool<String> frames, String word, Dice dice, Split split, String thought, String answer) {
    String medium = thought.lines().findFirst().orElse(thought);
    return new Worked(frames.any(dice, split).replace("#", word), medium, thought, answer)
        .exercise();
  }

  private static String numbered(List<String> letters) {
    StringBuilder numbered = new StringBuilder();
    for (int i = 0; i < letters.size(); i++) {
      numbered.append(i > 0 ? " " : "").append(letters.get(i)).append(i + 1);
    }
    return numbered.toString();
  }

  private static Exercise counted(String word, List<String> letters, Dice dice, Split split) {
    String letter =
        dice.chance(0.8) ? dice.any(letters) : String.valueOf((char) dice.between('a', 'z'));
    StringBuilder high = new StringBuilder();
    int count = 0;
    for (String each : letters) {
      high.append(high.isEmpty() ? "" : " ").append(each);
      if (each.equals(letter)) {
        count++;
        high.append(count);
      }
    }
    String medium = letters.stream().filter(letter::equals).collect(Collectors.joining(" "));
    return new Worked(
            COUNTS.any(dice, split).replace("#", word).replace("@", letter),
            String.join(" ", letters) + (medium.isEmpty() ? "" : "\n" + medium),
            high.toString(),
            Integer.toString(count))
        .exercise();
  }
}
