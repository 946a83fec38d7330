package dev.ponder.curriculum.structure;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Effort;
import dev.ponder.core.Json;
import dev.ponder.core.Tools;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.lexicon.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A text, and the object that tells some of it: by a schema, which the server shows the model, or
/// by keys that the user names. A thought goes from key to key; at high effort it repeats what
/// states the value before the value, so that each step is a look at one place of the text.
final class JsonExtraction implements Subject {
  /// `#` is the text.
  private static final Pool<String> PLAIN =
      Pool.lines(
          """
          #
          Extract the data. #
          Fill in the form: #
          What does this say? #
          Turn these words into data. #
          Read this: #
          Please extract: #
          # Please put this into the form.
          # Extract what is asked for.
          Here is a note for the database. #
          """);

  /// `%` stands for the keys.
  private static final Pool<String> NAMING =
      Pool.lines(
          """
          Extract % as JSON. #
          Return JSON with the keys %. #
          Give me % as a JSON object. #
          # Write % as JSON.
          Make JSON with % from this. #
          # Answer in JSON with the keys %.
          JSON with %, please: #
          I need % as JSON. #
          # What are %? Answer as JSON.
          Put % into one JSON object: #
          """);

  private static final Pool<String> NULLS =
      Pool.lines(
          """
          Use null for what is missing.
          What is not there is null.
          Missing values are null.
          Write null where nothing is said.
          """);

  private static final int LEVELS = 3;

  @Override
  public String name() {
    return "json-extraction";
  }

  @Override
  public Area area() {
    return Area.JSON;
  }

  @Override
  public int levels() {
    return LEVELS;
  }

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    Split split = setting.split();
    int level = setting.levelOf(LEVELS);
    List<Key> keys = keys(dice, split, level);
    int absent = level == 1 || dice.chance(0.5) ? 0 : dice.between(1, level - 1);
    Telling.Layout layout = layout(dice);
    Telling telling = new Telling(dice, split);
    List<Fact> stated = telling.facts(keys.subList(absent, keys.size()), layout);
    Passage text = Passage.of(telling.text(dice.shuffled(stated), layout), layout);
    int count = Math.max(dice.between(2 * level - 1, 2 * level) - absent, 1);
    List<Fact> facts = new ArrayList<>(dice.some(Math.min(count, stated.size()), stated));
    keys.subList(0, absent).forEach(key -> facts.add(Fact.absent(key)));
    List<Fact> asked = dice.shuffled(facts);
    Question question =
        dice.chance(0.6) ? bySchema(dice, split, text, asked) : byKeys(dice, split, text, asked);
    return exercise(question, asked);
  }

  private static List<Key> keys(Dice dice, Split split, int level) {
    List<Key> known = dice.chance(0.75) ? dice.any(Keys.of(split)).keys() : Keys.all(split);
    List<Key> keys = Key.renamed(known, dice, split);
    Map<String, Key> different = new LinkedHashMap<>();
    dice.shuffled(keys).forEach(key -> different.putIfAbsent(key.name(), key));
    int count = dice.between(2 * level - 1, 2 * level) + dice.between(1, 3);
    return different.values().stream().limit(count).toList();
  }

  private static Telling.Layout layout(Dice dice) {
    return dice.any(
        Telling.Layout.PROSE,
        Telling.Layout.PROSE,
        Telling.Layout.PROSE,
        Telling.Layout.LINES,
        Telling.Layout.COMMAS);
  }

  /// A text, and what parts it from the words around it.
  private record Passage(String text, String gap) {
    static Passage of(String text, Telling.Layout layout) {
      return switch (layout) {
        case PROSE -> new Passage(text, " ");
        case LINES -> new Passage(text, "\n");
        case COMMAS -> new Passage(text + ".", " ");
      };
    }

    String within(String frame) {
      return frame.replace(" #", gap + "#").replace("# ", "#" + gap).replace("#", text);
    }
  }

  private static Question bySchema(Dice dice, Split split, Passage text, List<Fact> asked) {
    Map<String, Json.Obj> members = new LinkedHashMap<>();
    boolean nulls = dice.chance(0.2);
    for (Fact fact : asked) {
      Json.Obj schema = fact.key().kind().schema();
      members.put(fact.key().name(), fact.stated() && !nulls ? schema : Shapes.nullable(schema));
    }
    return new Question(
        Question.of(text.within(PLAIN.any(dice, split))).conversation(),
        Tools.NONE,
        Shapes.schema(dice, dice.any("entry", "record", "data", "form"), members));
  }

  private static Question byKeys(Dice dice, Split split, Passage text, List<Fact> asked) {
    boolean quoted = dice.chance(0.3);
    List<String> keys =
        asked.stream()
            .map(fact -> quoted ? "\"" + fact.key().name() + "\"" : fact.key().name())
            .toList();
    String named =
        keys.size() == 1
            ? keys.getFirst()
            : String.join(", ", keys.subList(0, keys.size() - 1)) + " and " + keys.getLast();
    String words = text.within(NAMING.any(dice, split).replace("%", named));
    if (asked.stream().anyMatch(fact -> !fact.stated())) {
      words += text.gap() + NULLS.any(dice, split);
    }
    Question question = Question.of(words);
    return dice.chance(0.3)
        ? new Question(question.conversation(), question.tools(), new AnswerFormat.AnyObject())
        : question;
  }

  private static Exercise exercise(Question question, List<Fact> asked) {
    Json.Builder object = Json.object();
    asked.forEach(fact -> object.put(fact.key().name(), fact.told().value()));
    Json.Obj value = object.build();
    String text = value.text();
    String medium =
        asked.stream()
            .map(fact -> fact.key().name() + " " + fact.told().words())
            .collect(Collectors.joining("; "));
    String high =
        asked.stream()
            .map(fact ->
                fact.key().name()
                    + ": "
                    + (fact.stated() ? fact.sentence() + " -> " : "")
                    + fact.told().words())
            .collect(Collectors.joining("\n"));
    return new Exercise(
        question,
        Map.of(
            Effort.LOW, Answer.direct(text),
            Effort.MEDIUM, Answer.thought(medium, text),
            Effort.HIGH, Answer.thought(high, text)),
        Values.json(value));
  }
}
