package dev.ponder.reason;

import dev.ponder.core.Content;
import dev.ponder.core.Conversation;
import dev.ponder.core.Item;
import dev.ponder.core.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What one side said before the other spoke: items of a conversation as templates group them.
sealed interface Turn {

  /// By the system, the developer or the user.
  record Said(Role role, String text) implements Turn {}

  /// By the assistant: thought, words and calls, each perhaps empty.
  ///
  /// @param current whether no user spoke since, so that the thought still matters
  record Assistant(String thought, String text, List<Item.ToolCall> calls, Current current)
      implements Turn {
    public Assistant {
      calls = List.copyOf(calls);
    }

    Assistant withThought(String other, String rest) {
      return new Assistant(other, rest, calls, current);
    }
  }

  /// By tools.
  record Results(List<Result> results) implements Turn {
    public Results {
      results = List.copyOf(results);
    }
  }

  /// What one tool answered.
  ///
  /// @param call the id of the call
  /// @param name of the tool; empty where the conversation does not hold the call
  record Result(String call, String name, String text) {}

  /// Whether an assistant's turn is part of the answer to the last user message.
  enum Current {
    YES,
    NO
  }

  /// The turns of that conversation.
  static List<Turn> of(Conversation conversation) {
    List<Item> items = conversation.items();
    int lastUser = -1;
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Item.Message(Role role, _) && role == Role.USER) {
        lastUser = i;
      }
    }
    Grouping grouping = new Grouping();
    for (int i = 0; i < items.size(); i++) {
      grouping.add(items.get(i), i > lastUser ? Current.YES : Current.NO);
    }
    grouping.close();
    return List.copyOf(grouping.turns);
  }

  /// What the system or the developer says first, if one of them does.
  static Optional<String> system(List<Turn> turns) {
    return !turns.isEmpty()
            && turns.getFirst() instanceof Said(Role role, String text)
            && (role == Role.SYSTEM || role == Role.DEVELOPER)
        ? Optional.of(text)
        : Optional.empty();
  }

  /// The turns after what [#system] gives.
  static List<Turn> withoutSystem(List<Turn> turns) {
    return system(turns).isPresent() ? turns.subList(1, turns.size()) : turns;
  }

  /// The role's name in templates, which know no developer.
  static String name(Role role) {
    return switch (role) {
      case SYSTEM, DEVELOPER -> "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
    };
  }

  /// The text of all parts, a line break between two.
  static String text(List<Content> content) {
    return content.stream()
        .map(part ->
            switch (part) {
              case Content.Text(String text) -> text;
              case Content.Refusal(String text) -> text;
            })
        .collect(Collectors.joining("\n"));
  }

  /// Collects neighbouring items of one side.
  final class Grouping {
    private final List<Turn> turns = new ArrayList<>();
    private final StringBuilder thought = new StringBuilder();
    private final List<String> words = new ArrayList<>();
    private final List<Item.ToolCall> calls = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private Current current = Current.NO;

    private Grouping() {}

    private void add(Item item, Current place) {
      switch (item) {
        case Item.Reasoning(String text) -> {
          startNewAfterWords();
          thought.append(text);
        }
        case Item.Message(Role role, List<Content> content) when role == Role.ASSISTANT -> {
          startNewAfterWords();
          words.add(text(content));
        }
        case Item.ToolCall call -> {
          closeResults();
          calls.add(call);
          names.put(call.id(), call.name());
        }
        case Item.ToolResult(String callId, List<Content> content) -> {
          closeAssistant();
          results.add(new Result(callId, names.getOrDefault(callId, ""), text(content)));
        }
        case Item.Message(Role role, List<Content> content) -> {
          close();
          turns.add(new Said(role, text(content)));
        }
      }
      current = place;
    }

    private void startNewAfterWords() {
      closeResults();
      if (!words.isEmpty() || !calls.isEmpty()) {
        closeAssistant();
      }
    }

    private void close() {
      closeAssistant();
      closeResults();
    }

    private void closeAssistant() {
      if (!thought.isEmpty() || !words.isEmpty() || !calls.isEmpty()) {
        turns.add(new Assistant(thought.toString(), String.join("", words), calls, current));
        thought.setLength(0);
        words.clear();
        calls.clear();
      }
    }

    private void closeResults() {
      if (!results.isEmpty()) {
        turns.add(new Results(results));
        results.clear();
      }
    }
  }
}
