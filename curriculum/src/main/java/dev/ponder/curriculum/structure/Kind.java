package dev.ponder.curriculum.structure;

import dev.ponder.core.Json;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.lexicon.Pseudo;
import dev.ponder.curriculum.lexicon.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a value is: how to make one up, and its schema. Written in the tables of keys and functions
/// as a word, `person`, `5..90`, `a/b/c`.
sealed interface Kind {

  /// A value of this kind.
  Told told(Dice dice, Split split);

  /// The schema of such values.
  Json.Obj schema();

  /// Text of that sort.
  record Text(Sort sort) implements Kind {
    @Override
    public Told told(Dice dice, Split split) {
      return Told.string(
          switch (sort) {
            case PERSON -> Words.person(dice, split);
            case PLACE -> Words.place(dice, split);
            case THING -> Words.thing(dice, split);
            case WORD -> Words.word(dice, split);
            case COLOR -> Words.color(dice, split);
            case FOOD -> Words.food(dice, split);
            case TITLE -> title(dice, split);
            case NOTE -> note(dice, split);
            case DATE -> date(dice);
            case TIME -> "%02d:%02d".formatted(dice.between(0, 23), 5 * dice.between(0, 11));
            case CODE -> code(dice);
            case MAIL ->
                Words.person(dice, split).toLowerCase(Locale.ROOT)
                    + "@"
                    + Pseudo.word(dice, split)
                    + dice.any(".com", ".org", ".net");
          });
    }

    private static String title(Dice dice, Split split) {
      String first = Pseudo.capital(Words.word(dice, split));
      return dice.chance(0.5) ? first : first + " " + Pseudo.capital(Words.word(dice, split));
    }

    private static String note(Dice dice, Split split) {
      String thing = Words.word(dice, split);
      return dice.any(
          "bring the " + thing,
          "the " + thing + " is here",
          "see you at " + dice.between(1, 12),
          "call " + Words.person(dice, split),
          "buy " + Words.food(dice, split),
          "the " + thing + " is " + Words.color(dice, split));
    }

    private static String date(Dice dice) {
      return "%d-%02d-%02d"
          .formatted(dice.between(1990, 2039), dice.between(1, 12), dice.between(1, 28));
    }

    private static String code(Dice dice) {
      StringBuilder code = new StringBuilder();
      for (int i = dice.between(1, 3); i > 0; i--) {
        code.append((char) dice.between('A', 'Z'));
      }
      return code + dice.any("", "-") + dice.between(1, 9999);
    }

    @Override
    public Json.Obj schema() {
      return type("string");
    }
  }

  /// Sorts of text.
  enum Sort {
    PERSON,
    PLACE,
    THING,
    WORD,
    COLOR,
    FOOD,
    TITLE,
    NOTE,
    DATE,
    TIME,
    CODE,
    MAIL
  }

  /// A whole number from `low` to `high`.
  record Whole(int low, int high) implements Kind {
    @Override
    public Told told(Dice dice, Split split) {
      return Told.number(Integer.toString(dice.between(low, high)));
    }

    @Override
    public Json.Obj schema() {
      return type("integer");
    }
  }

  /// A number below `high` with one or two decimals, sometimes with none.
  record Decimal(int high) implements Kind {
    @Override
    public Told told(Dice dice, Split split) {
      int whole = dice.between(0, high - 1);
      return Told.number(
          switch (dice.between(0, 3)) {
            case 0 -> Integer.toString(whole + 1);
            case 1 -> whole + "." + dice.between(0, 9) + dice.between(1, 9);
            default -> whole + "." + dice.between(1, 9);
          });
    }

    @Override
    public Json.Obj schema() {
      return type("number");
    }
  }

  /// Yes or no.
  record Flag() implements Kind {
    @Override
    public Told told(Dice dice, Split split) {
      boolean yes = dice.chance(0.5);
      return new Told(Json.of(yes), yes ? "yes" : "no");
    }

    @Override
    public Json.Obj schema() {
      return type("boolean");
    }
  }

  /// One to four values of another kind.
  record Several(Kind each) implements Kind {
    @Override
    public Told told(Dice dice, Split split) {
      int count = dice.between(1, 4);
      List<Told> parts = new ArrayList<>();
      while (parts.size() < count) {
        Told next = each.told(dice, split);
        if (!parts.contains(next)) {
          parts.add(next);
        }
      }
      return new Told(Json.of(parts.stream().map(Told::value).toList()), listed(parts));
    }

    private static String listed(List<Told> parts) {
      String last = parts.getLast().words();
      return parts.size() == 1
          ? last
          : parts.subList(0, parts.size() - 1).stream()
                  .map(Told::words)
                  .collect(Collectors.joining(", "))
              + " and "
              + last;
    }

    @Override
    public Json.Obj schema() {
      return Json.object().put("type", "array").put("items", each.schema()).build();
    }
  }

  /// One of these words.
  record OneOf(List<String> words) implements Kind {
    public OneOf {
      words = List.copyOf(words);
    }

    @Override
    public Told told(Dice dice, Split split) {
      return Told.string(dice.any(words));
    }

    @Override
    public Json.Obj schema() {
      return Json.object()
          .put("type", "string")
          .put("enum", Json.of(words.stream().map(Json::of).toList()))
          .build();
    }
  }

  private static Json.Obj type(String name) {
    return Json.object().put("type", name).build();
  }

  /// The kind that a table names.
  static Kind named(String name) {
    if (name.endsWith("*")) {
      return new Several(named(name.substring(0, name.length() - 1)));
    }
    if (name.contains("/")) {
      return new OneOf(List.of(name.split("/")));
    }
    if (name.contains("..")) {
      String[] ends = name.split("\\.\\.");
      return new Whole(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }
    if (name.startsWith("<")) {
      return new Decimal(Integer.parseInt(name.substring(1)));
    }
    return name.equals("flag") ? new Flag() : new Text(Sort.valueOf(name.toUpperCase(Locale.ROOT)));
  }
}
