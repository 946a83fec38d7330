package dev.ponder.script;

import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A request as rules look at it.
record Scene(ResponseRequest request) {

  /// What the user said last; empty if nothing.
  String lastUser() {
    return items().reversed().stream()
        .filter(item -> item instanceof Item.Message(Role role, _) && role == Role.USER)
        .map(Item::text)
        .findFirst()
        .orElse("");
  }

  /// What a tool answered, if that is what the conversation ends with.
  Optional<String> lastResult() {
    return items().isEmpty() || !(items().getLast() instanceof Item.ToolResult result)
        ? Optional.empty()
        : Optional.of(result.text());
  }

  /// All instructions.
  String instructions() {
    StringBuilder text = new StringBuilder();
    for (Item item : items()) {
      if (item instanceof Item.Message(Role role, _)
          && (role == Role.SYSTEM || role == Role.DEVELOPER)) {
        text.append(item.text()).append('\n');
      }
    }
    return text.toString();
  }

  /// How often the user has spoken.
  long turn() {
    return items().stream()
        .filter(item -> item instanceof Item.Message(Role role, _) && role == Role.USER)
        .count();
  }

  /// How many results tools have given since the user spoke last.
  long results() {
    return items().reversed().stream()
        .takeWhile(item -> !(item instanceof Item.Message(Role role, _) && role == Role.USER))
        .filter(Item.ToolResult.class::isInstance)
        .count();
  }

  /// The first tool that may be called and is called that; or else the first whose name has a match
  /// of it as a regular expression.
  Optional<Tool> tool(String name) {
    List<Tool> callable = request.tools().callable();
    return callable.stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst()
        .or(() -> callable.stream().filter(tool -> matches(name, tool.name())).findFirst());
  }

  private static boolean matches(String pattern, String name) {
    try {
      return Pattern.compile(pattern).matcher(name).find();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /// Every word of what was said and of what is told of the tools counts as a token.
  int inputTokens() {
    int count = 0;
    for (Item item : items()) {
      count += Words.of(item.text()).size();
    }
    for (Tool tool : request.tools().offered()) {
      count += Words.of(described(tool)).size();
    }
    return count;
  }

  private static String described(Tool tool) {
    return switch (tool) {
      case Tool.Function function ->
          function.name()
              + " "
              + function.description().orElse("")
              + " "
              + function.parameters().map(parameters -> parameters.text()).orElse("");
      case Tool.Custom custom -> custom.name() + " " + custom.description().orElse("");
    };
  }

  private List<Item> items() {
    Conversation conversation = request.conversation();
    return conversation.items();
  }
}
