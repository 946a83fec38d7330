package dev.ponder.learn.grading;

import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with variables in double braces, such as `{{item.answer}}` and `{{sample.output_text}}`.
///
/// - `item.…` is a field of the line of the data set.
/// - `sample.output_text` is what the model answered; `sample.output_json.…` that as JSON;
///   `sample.output_tools[0].function.name` and `….arguments` are of its calls.
///
/// A string stands for itself, everything else for its JSON text.
public final class Template {
  private static final int LONGEST = 100_000;
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{([^{}]*+)}}");
  private static final Pattern PATH =
      Pattern.compile("(item|sample)((?:\\.[\\p{L}\\p{N}_-]++|\\[\\d{1,6}])++)");
  private static final Pattern STEP = Pattern.compile("\\.([\\p{L}\\p{N}_-]++)|\\[(\\d++)]");

  private final List<Piece> pieces;

  private Template(List<Piece> pieces) {
    this.pieces = pieces;
  }

  private sealed interface Piece {}

  private record Literal(String text) implements Piece {}

  /// @param spelling as it was written, for messages
  private record Variable(String spelling, boolean ofItem, List<Step> steps) implements Piece {}

  private sealed interface Step {}

  private record Member(String name) implements Step {}

  private record Element(int index) implements Step {}

  /// Reads a template.
  ///
  /// @throws IllegalArgumentException when a variable cannot be one; the message names it
  static Template of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("is longer than %,d characters".formatted(LONGEST));
    }
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      pieces.add(new Literal(text.substring(end, matcher.start())));
      pieces.add(variable(matcher.group(1).strip()));
      end = matcher.end();
    }
    pieces.add(new Literal(text.substring(end)));
    return new Template(List.copyOf(pieces));
  }

  private static Variable variable(String spelling) {
    Matcher path = PATH.matcher(spelling);
    if (!path.matches()) {
      throw new IllegalArgumentException(
          "has the variable {{%s}}, but variables begin with item. or sample.".formatted(spelling));
    }
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(path.group(2));
    while (step.find()) {
      steps.add(
          step.group(1) != null
              ? new Member(step.group(1))
              : new Element(Integer.parseInt(step.group(2))));
    }
    boolean ofItem = path.group(1).equals("item");
    if (!ofItem && !isOfSample(steps)) {
      throw new IllegalArgumentException(
          "has the variable {{%s}}, but a sample has output_text, output_json and output_tools"
              .formatted(spelling));
    }
    return new Variable(spelling, ofItem, List.copyOf(steps));
  }

  private static boolean isOfSample(List<Step> steps) {
    return steps.getFirst() instanceof Member(String name)
        && switch (name) {
          case "output_text" -> steps.size() == 1;
          case "output_json", "output_tools" -> true;
          default -> false;
        };
  }

  /// The text for that work.
  ///
  /// @throws GradingException when a variable has no value
  String text(Work work) throws GradingException {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Literal(String literal) -> text.append(literal);
        case Variable variable -> text.append(shown(value(variable, work)));
      }
    }
    return text.toString();
  }

  /// Checks that a line has all of the item's variables.
  ///
  /// @throws GradingException naming the first that is not there
  void check(Json.Obj item) throws GradingException {
    for (Piece piece : pieces) {
      if (piece instanceof Variable variable && variable.ofItem()) {
        ofItem(variable, item);
      }
    }
  }

  private static String shown(Json value) {
    return value instanceof Json.Str(String text) ? text : value.text();
  }

  private static Json value(Variable variable, Work work) throws GradingException {
    if (variable.ofItem()) {
      return ofItem(variable, work.item());
    }
    String name = ((Member) variable.steps().getFirst()).name();
    Json root =
        switch (name) {
          case "output_json" -> json(work.text());
          case "output_tools" -> tools(work.calls());
          default -> Json.of(work.text());
        };
    return followed(root, variable.steps().subList(1, variable.steps().size()))
        .orElseThrow(() ->
            GradingException.ofAnswer(
                "the answer has no value for {{%s}}".formatted(variable.spelling())));
  }

  private static Json ofItem(Variable variable, Json.Obj item) throws GradingException {
    return followed(item, variable.steps())
        .orElseThrow(() ->
            GradingException.ofGrader(
                "the grader compares with {{%s}}, which is not there"
                    .formatted(variable.spelling())));
  }

  private static Optional<Json> followed(Json root, List<Step> steps) {
    Optional<Json> value = Optional.of(root);
    for (Step step : steps) {
      value = value.flatMap(from -> next(from, step));
    }
    return value;
  }

  private static Optional<Json> next(Json from, Step step) {
    return switch (step) {
      case Member(String name) ->
          from instanceof Json.Obj object ? object.member(name) : Optional.empty();
      case Element(int index) ->
          from instanceof Json.Arr(List<Json> elements) && index < elements.size()
              ? Optional.of(elements.get(index))
              : Optional.empty();
    };
  }

  private static Json json(String text) throws GradingException {
    try {
      return Json.parse(text);
    } catch (JsonSyntaxException e) {
      throw GradingException.ofAnswer("the answer is not JSON: " + e.getMessage());
    }
  }

  private static Json tools(List<Item.ToolCall> calls) {
    List<Json> all = new ArrayList<>();
    for (Item.ToolCall call : calls) {
      Json.Obj function =
          Json.object().put("name", call.name()).put("arguments", call.arguments()).build();
      all.add(
          Json.object()
              .put("id", call.id())
              .put("type", "function")
              .put("function", function)
              .build());
    }
    return Json.of(all);
  }
}
