package dev.ponder.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// When a rule applies: all of its tests must hold.
record Condition(List<Predicate<Scene>> tests) {
  private static final Set<String> NAMES =
      Set.of(
          "user_contains",
          "user_matches",
          "system_contains",
          "result_contains",
          "last",
          "turn",
          "results",
          "tool",
          "model");

  static final Condition ALWAYS = new Condition(List.of());

  Condition {
    tests = List.copyOf(tests);
  }

  static Condition of(Field when) {
    when.allow(NAMES);
    List<Predicate<Scene>> tests = new ArrayList<>();
    for (Map.Entry<String, ?> each : when.members().entrySet()) {
      tests.add(test(each.getKey(), when.required(each.getKey())));
    }
    return new Condition(tests);
  }

  private static Predicate<Scene> test(String name, Field field) {
    return switch (name) {
      case "user_matches" -> {
        Pattern pattern = field.pattern();
        yield scene -> pattern.matcher(scene.lastUser()).find();
      }
      case "last" -> {
        boolean result = field.oneOf(List.of("user", "tool_result")).equals("tool_result");
        yield scene -> scene.lastResult().isPresent() == result;
      }
      case "turn" -> {
        int turn = field.count(0);
        yield scene -> scene.turn() == turn;
      }
      case "results" -> {
        int results = field.count(0);
        yield scene -> scene.results() == results;
      }
      default -> textTest(name, field.text());
    };
  }

  private static Predicate<Scene> textTest(String name, String text) {
    return switch (name) {
      case "user_contains" -> scene -> scene.lastUser().contains(text);
      case "system_contains" -> scene -> scene.instructions().contains(text);
      case "result_contains" ->
          scene -> scene.lastResult().filter(r -> r.contains(text)).isPresent();
      case "tool" -> scene -> scene.tool(text).isPresent();
      default -> scene -> scene.request().model().equals(text);
    };
  }

  boolean holds(Scene scene) {
    return tests.stream().allMatch(test -> test.test(scene));
  }
}
