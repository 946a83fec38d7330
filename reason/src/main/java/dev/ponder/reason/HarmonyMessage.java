package dev.ponder.reason;

import dev.ponder.core.Item;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One message of a Harmony conversation.
///
/// @param author a role, or the full name of the tool that speaks
/// @param recipient who is addressed, such as `functions.weather`; empty for everyone
/// @param channel `analysis`, `commentary` or `final`; empty where the author has none
/// @param contentType what kind of text it is, such as `<|constrain|>json`; often empty
record HarmonyMessage(
    String author, String recipient, String channel, String contentType, String text) {
  static final String ASSISTANT = "assistant";
  static final String FUNCTIONS = "functions.";
  static final String ANALYSIS = "analysis";
  static final String COMMENTARY = "commentary";
  static final String FINAL = "final";

  /// What may not stand in a header, where names do.
  private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9_.-]");

  static HarmonyMessage of(String author, String text) {
    return new HarmonyMessage(author, "", "", "", text);
  }

  static HarmonyMessage inChannel(String channel, String text) {
    return new HarmonyMessage(ASSISTANT, "", channel, "", text);
  }

  /// The messages that tell that request.
  static List<HarmonyMessage> of(PromptRequest request) {
    List<Turn> turns = Turn.of(request.conversation());
    List<Tool> tools = request.told();
    List<String> instructions = new ArrayList<>();
    Optional<String> first = Turn.system(turns);
    while (first.isPresent()) {
      instructions.add(first.get());
      turns = Turn.withoutSystem(turns);
      first = Turn.system(turns);
    }
    List<HarmonyMessage> messages = new ArrayList<>();
    messages.add(of("system", HarmonySystem.of(request.effort(), !tools.isEmpty()).text()));
    List<String> sections = sections(String.join("\n\n", instructions), tools);
    AnswerWords.section(request.format()).ifPresent(sections::add);
    String developer = String.join("\n\n", sections);
    if (!developer.isEmpty()) {
      messages.add(of("developer", developer));
    }
    turns.forEach(turn -> add(turn, messages));
    return messages;
  }

  /// The text of a developer message.
  static String developer(String instructions, List<Tool> tools) {
    return String.join("\n\n", sections(instructions, tools));
  }

  private static List<String> sections(String instructions, List<Tool> tools) {
    List<String> sections = new ArrayList<>();
    if (!instructions.isEmpty()) {
      sections.add("# Instructions\n\n" + instructions);
    }
    if (!tools.isEmpty()) {
      sections.add("# Tools\n\n## functions\n\n" + TypeScript.namespace("functions", tools));
    }
    return sections;
  }

  private static void add(Turn turn, List<HarmonyMessage> messages) {
    switch (turn) {
      case Turn.Said(Role role, String text) ->
          messages.add(
              role == Role.USER ? of("user", text) : of("developer", developer(text, List.of())));
      case Turn.Assistant(String thought, String text, List<Item.ToolCall> calls, _) -> {
        if (!thought.isEmpty()) {
          messages.add(inChannel(ANALYSIS, thought));
        }
        if (!text.isEmpty()) {
          messages.add(inChannel(calls.isEmpty() ? FINAL : COMMENTARY, text));
        }
        calls.forEach(call -> messages.add(of(call)));
      }
      case Turn.Results(List<Turn.Result> results) ->
          results.forEach(result ->
              messages.add(
                  new HarmonyMessage(
                      FUNCTIONS + fit(result.name()), ASSISTANT, COMMENTARY, "", result.text())));
    }
  }

  private static HarmonyMessage of(Item.ToolCall call) {
    String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
    return new HarmonyMessage(
        ASSISTANT, FUNCTIONS + fit(call.name()), COMMENTARY, "<|constrain|>json", arguments);
  }

  private static String fit(String name) {
    return UNFIT.matcher(name).replaceAll("_");
  }

  /// These messages without the thoughts that led to an answer to which somebody has replied.
  /// Thoughts of a loop of calls that still goes on are kept.
  static List<HarmonyMessage> withoutOldThoughts(List<HarmonyMessage> messages) {
    int answered = -1;
    for (int i = 0; i + 1 < messages.size(); i++) {
      if (messages.get(i).channel().equals(FINAL) && !messages.get(i + 1).byAssistant()) {
        answered = i;
      }
    }
    List<HarmonyMessage> kept = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      if (i > answered || !messages.get(i).channel().equals(ANALYSIS)) {
        kept.add(messages.get(i));
      }
    }
    return kept;
  }

  boolean byAssistant() {
    return author.equals(ASSISTANT);
  }

  void write(Prompt.Builder prompt) {
    prompt.script("<|start|>").text(author);
    if (!recipient.isEmpty()) {
      prompt.text(" to=" + recipient);
    }
    if (!channel.isEmpty()) {
      prompt.script("<|channel|>").text(channel);
    }
    if (!contentType.isEmpty()) {
      prompt.text(" ").script(contentType);
    }
    boolean call = byAssistant() && !recipient.isEmpty();
    prompt.script("<|message|>").text(text).script(call ? "<|call|>" : "<|end|>");
  }
}
