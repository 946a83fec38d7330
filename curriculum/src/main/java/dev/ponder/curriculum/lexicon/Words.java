package dev.ponder.curriculum.lexicon;

import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;

/// Real words by what they name, and how often a made-up one takes their place.
public final class Words {
  private static final double MADE_UP = 0.5;

  private static final Pool<String> PEOPLE =
      Pool.words(
          """
          Anna Ben Clara David Emma Felix Greta Henry Ida Jonas Karla Leo Mia Noah Olga Paul Rosa
          Simon Tina Victor Wanda Yusuf Zoe Adam Bella Carl Diana Erik Fatima George Hanna Ivan
          Julia Kevin Lara Marco Nina Oscar Petra Quinn Robert Sara Thomas Ursula Vera Walter Ayse
          Bruno Cora Daniel Eva Frank Gloria Hugo Irene Jack Kim Linda Max Nora Omar Pia Rita Sven
          Tom Uma Vincent Will Xenia Yara Alice Bob Carol Dan Ella Fred Gina Harry Ines James Kate
          Lisa Martin Natalie Otto Peter Rachel Stefan Theo Victoria Amir Layla Kenji Mei Raj Priya
          Carlos Lucia Pierre Amelie Luca Giulia Lars Astrid Pavel Katya
          """);
  private static final Pool<String> PLACES =
      Pool.words(
          """
          London Paris Berlin Madrid Rome Vienna Oslo Dublin Lisbon Prague Warsaw Athens Munich
          Hamburg Lyon Milan Zurich Geneva Brussels Amsterdam Copenhagen Stockholm Helsinki Boston
          Chicago Denver Seattle Austin Dallas Toronto Montreal Tokyo Kyoto Osaka Seoul Beijing
          Delhi Mumbai Cairo Lagos Nairobi Sydney Perth Lima Bogota Santiago Naples Turin Bonn
          Cologne Leipzig Bern Graz Porto Seville Valencia Krakow Riga Tallinn Vilnius
          """);
  private static final Pool<String> THINGS =
      Pool.words(
          """
          lamp chair table book pen bag coat shoe clock phone bike car boat kettle cup plate knife
          spoon pillow carpet mirror camera radio guitar drum ball tent rope hammer saw bucket
          ladder candle basket bottle jacket scarf hat glove ring watch desk shelf sofa bed stove
          oven fan heater printer screen keyboard mouse cable battery toy puzzle kite skateboard
          helmet wallet umbrella suitcase
          """);
  private static final Pool<String> COLORS =
      Pool.words(
          "red blue green yellow black white orange purple brown grey pink silver gold teal");
  private static final Pool<String> FOODS =
      Pool.words(
          """
          bread butter cheese milk rice pasta soup salad pizza apples pears plums grapes carrots
          onions tomatoes beans eggs honey tea coffee juice water sugar salt flour cake pie nuts
          lemons
          """);

  private Words() {}

  /// Somebody's name, as often made up as not.
  public static String person(Dice dice, Split split) {
    return dice.chance(MADE_UP) ? Pseudo.name(dice, split) : PEOPLE.any(dice, split);
  }

  /// A town's name, as often made up as not.
  public static String place(Dice dice, Split split) {
    return dice.chance(MADE_UP) ? Pseudo.name(dice, split) : PLACES.any(dice, split);
  }

  /// The name of a thing, as often made up as not.
  public static String thing(Dice dice, Split split) {
    return dice.chance(MADE_UP) ? Pseudo.word(dice, split) : THINGS.any(dice, split);
  }

  /// A colour.
  public static String color(Dice dice, Split split) {
    return COLORS.any(dice, split);
  }

  /// Something to eat or drink, sometimes made up.
  public static String food(Dice dice, Split split) {
    return dice.chance(MADE_UP / 2) ? Pseudo.word(dice, split) : FOODS.any(dice, split);
  }

  /// Any word: a thing, a colour, food, or one that is made up.
  public static String word(Dice dice, Split split) {
    return switch (dice.between(0, 4)) {
      case 0 -> THINGS.any(dice, split);
      case 1 -> COLORS.any(dice, split);
      case 2 -> FOODS.any(dice, split);
      default -> Pseudo.word(dice, split);
    };
  }
}
