package dev.ponder.curriculum.structure;

import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import dev.ponder.curriculum.Answer;
import dev.ponder.curriculum.Answer.Regard;
import dev.ponder.curriculum.Answer.Thought;
import dev.ponder.curriculum.Area;
import dev.ponder.curriculum.Check;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Exercise;
import dev.ponder.curriculum.Question;
import dev.ponder.curriculum.Setting;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.Subject;
import dev.ponder.curriculum.lexicon.Pool;
import dev.ponder.curriculum.lexicon.Pseudo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A call that was made and what came back: the answer tells it in words, tells an error as it is,
/// or calls again where the error says how.
final class FunctionResults implements Subject {
  private static final int LEVELS = 2;

  private static final Pool<String> FAILURES =
      Pool.lines(
          """
          not found
          no connection
          permission denied
          service not available
          too many requests
          timeout
          unknown value
          not allowed today
          out of order
          limit reached
          internal error
          no such entry
          busy, try later
          already done
          closed on this day
          """);

  /// `#` is what was wrong, `@` what would be right.
  private static final Pool<String> HINTS =
      Pool.lines(
          """
          unknown #, did you mean @?
          no # of that name; try @
          bad #, use @
          # not found, closest is @
          # must be @
          """);

  @Override
  public String name() {
    return "function-results";
  }

  @Override
  public Area area() {
    return Area.TOOLS;
  }

  @Override
  public int levels() {
    return LEVELS;
  }

  @Override
  public Exercise exercise(Dice dice, Setting setting) {
    int level = setting.levelOf(LEVELS);
    Split split = setting.split();
    Offer offer = Offer.of(FunctionKind.any(dice, split), dice, split);
    Offer.Wish wish = offer.wish(dice, split, true);
    List<Tool> tools = new ArrayList<>();
    tools.add(offer.tool());
    if (level > 1) {
      Offer other = Offer.of(FunctionKind.any(dice, split), dice, split);
      if (!other.tool().name().equals(offer.tool().name())) {
        tools.add(other.tool());
      }
    }
    Question asked = Question.of(wish.words()).with(Tools.of(dice.shuffled(tools)));
    double fraction = dice.fraction();
    if (fraction < 0.2) {
      return failed(dice, split, asked, wish);
    }
    return level > 1 && fraction < 0.45
        ? retried(dice, split, asked, wish)
        : told(dice, split, asked, wish);
  }

  private static Exercise told(Dice dice, Split split, Question asked, Offer.Wish wish) {
    List<String> clauses = new ArrayList<>();
    List<String> thoughts = new ArrayList<>();
    Json.Builder result = Json.object();
    for (FunctionKind.Parameter member : wish.offer().kind().results()) {
      String name = member.names().getFirst();
      Told value = member.kind().told(dice, split);
      result.put(name, value.value());
      String is = name.endsWith("s") ? " are " : " is ";
      clauses.add("the " + name.replace('_', ' ') + is + value.words());
      thoughts.add(name + " " + value.words());
    }
    String answer = Pseudo.capital(String.join(" and ", clauses)) + ".";
    return exercise(
        asked.after(wish.call(0), spaced(dice, result.build())),
        String.join("\n", thoughts),
        Answer.direct(answer),
        Check.text(answer));
  }

  /// JSON as one writer or another spaces it.
  private static String spaced(Dice dice, Json.Obj result) {
    String compact = result.text();
    return dice.chance(0.5) ? compact : compact.replace("\":", "\": ").replace(",\"", ", \"");
  }

  private static Exercise failed(Dice dice, Split split, Question asked, Offer.Wish wish) {
    String failure = FAILURES.any(dice, split);
    String answer = "That did not work: " + failure + ".";
    String result =
        dice.any(
            "{\"error\":\"" + failure + "\"}",
            "{\"error\": \"" + failure + "\"}",
            "Error: " + failure,
            "error: " + failure);
    return exercise(
        asked.after(wish.call(0), result), "error", Answer.direct(answer), Check.text(answer));
  }

  /// One argument was wrong, and the error says what it should be.
  private static Exercise retried(Dice dice, Split split, Question asked, Offer.Wish wish) {
    int at = 0;
    String name = wish.offer().names().get(at);
    Json wrong = wish.arguments().members().get(name);
    Told right = wish.offer().kind().parameters().get(at).kind().told(dice, split);
    if (wrong == null || Values.equal(wrong, right.value())) {
      return failed(dice, split, asked, wish);
    }
    Json.Builder arguments = Json.object();
    wish.arguments().members().forEach(arguments::put);
    arguments.put(name, right.value());
    String hint = HINTS.any(dice, split).replace("#", name).replace("@", right.words());
    List<Item.ToolCall> calls =
        List.of(new Item.ToolCall("call_1", wish.offer().tool().name(), arguments.build().text()));
    return exercise(
        asked.after(wish.call(0), Json.object().put("error", hint).build().text()),
        "error, " + name + " " + right.words(),
        new Answer(List.of(), "", calls),
        Values.calls(calls));
  }

  private static Exercise exercise(Question question, String thought, Answer answer, Check check) {
    Answer thinking =
        new Answer(List.of(new Thought(thought, Regard.LEARNED)), answer.text(), answer.calls());
    return new Exercise(
        question, Map.of(Effort.LOW, answer, Effort.MEDIUM, answer, Effort.HIGH, thinking), check);
  }
}
