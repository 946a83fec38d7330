package dev.ponder.curriculum.structure;

import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.Tool;
import dev.ponder.curriculum.Dice;
import dev.ponder.curriculum.Split;
import dev.ponder.curriculum.lexicon.Pseudo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A function as one client offers it.
///
/// @param names of its parameters, in their order
record Offer(FunctionKind kind, Tool.Function tool, List<String> names) {
  Offer {
    names = List.copyOf(names);
  }

  /// That function with a name, a description and names of parameters of its own.
  static Offer of(FunctionKind kind, Dice dice, Split split) {
    List<String> names = new ArrayList<>();
    for (FunctionKind.Parameter parameter : kind.parameters()) {
      names.add(dice.any(parameter.names()));
    }
    return new Offer(
        kind,
        new Tool.Function(
            name(kind, dice, split),
            Optional.of(dice.any(kind.descriptions())),
            Optional.of(schema(kind.parameters(), names, dice)),
            dice.chance(0.3)),
        names);
  }

  private static String name(FunctionKind kind, Dice dice, Split split) {
    String name = dice.any(kind.names());
    return switch (dice.between(0, 9)) {
      case 0 -> Pseudo.word(dice, split);
      case 1 -> name + "_" + Pseudo.word(dice, split);
      case 2 -> camel(name);
      default -> name;
    };
  }

  private static String camel(String name) {
    String[] parts = name.split("_");
    StringBuilder camel = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      camel.append(Pseudo.capital(parts[i]));
    }
    return camel.toString();
  }

  private static Json.Obj schema(
      List<FunctionKind.Parameter> parameters, List<String> names, Dice dice) {
    Json.Builder properties = Json.object();
    List<Json> required = new ArrayList<>();
    boolean described = dice.chance(0.15);
    for (int i = 0; i < names.size(); i++) {
      FunctionKind.Parameter parameter = parameters.get(i);
      Json.Obj schema = parameter.kind().schema();
      properties.put(names.get(i), described ? described(schema, names.get(i)) : schema);
      if (parameter.need() == FunctionKind.Need.REQUIRED) {
        required.add(Json.of(names.get(i)));
      }
    }
    return Json.object()
        .put("type", "object")
        .put("properties", properties.build())
        .put("required", Json.of(required))
        .build();
  }

  private static Json.Obj described(Json.Obj schema, String name) {
    Json.Builder described = Json.object();
    schema.members().forEach(described::put);
    return described.put("description", "The " + name.replace('_', ' ') + ".").build();
  }

  /// A user's wish for that function.
  ///
  /// @param missing the required parameters that it does not tell
  record Wish(Offer offer, String words, Json.Obj arguments, List<String> missing) {
    Wish {
      missing = List.copyOf(missing);
    }

    /// The call that fulfils it.
    Item.ToolCall call(int number) {
      return new Item.ToolCall("call_" + number, offer.tool().name(), arguments.text());
    }

    /// The arguments as a thought tells them.
    String told() {
      return arguments.members().entrySet().stream()
          .map(member ->
              member.getKey()
                  + " "
                  + (member.getValue() instanceof Json.Str(String text)
                      ? text
                      : member.getValue().text()))
          .collect(Collectors.joining("\n"));
    }
  }

  /// A wish that tells all that is required, or one that does not; as asked, where the function's
  /// requests have such.
  Wish wish(Dice dice, Split split, boolean complete) {
    List<String> requests =
        kind.requests().stream().filter(words -> missing(words).isEmpty() == complete).toList();
    String words = dice.any(requests.isEmpty() ? kind.requests() : requests);
    List<String> missing = missing(words);
    Json.Builder arguments = Json.object();
    for (int i = 0; i < names.size(); i++) {
      String place = "{" + i + "}";
      if (words.contains(place)) {
        Told told = kind.parameters().get(i).kind().told(dice, split);
        words = words.replace(place, told.words());
        arguments.put(names.get(i), told.value());
      }
    }
    return new Wish(this, Pseudo.capital(words), arguments.build(), missing);
  }

  private List<String> missing(String words) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (kind.parameters().get(i).need() == FunctionKind.Need.REQUIRED
          && !words.contains("{" + i + "}")) {
        missing.add(names.get(i));
      }
    }
    return missing;
  }
}
