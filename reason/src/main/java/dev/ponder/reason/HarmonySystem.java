package dev.ponder.reason;

import dev.ponder.core.Effort;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Harmony's system message, which tells a model who it is and how it is to answer.
///
/// @param knowledgeCutoff year and month
/// @param date today, only for those who ask for it: it changes the prompt, and with it the cached
///   prefix, every day
/// @param channels those in which the model may write
/// @param builtIns sections that describe tools the model was trained on, each with its heading
/// @param functions whether the developer offers functions
record HarmonySystem(
    String identity,
    String knowledgeCutoff,
    Optional<LocalDate> date,
    Effort effort,
    List<String> channels,
    List<String> builtIns,
    boolean functions) {

  /// As gpt-oss was trained, without a date and built-in tools.
  static HarmonySystem of(Effort effort, boolean functions) {
    return new HarmonySystem(
        "You are ChatGPT, a large language model trained by OpenAI.",
        "2024-06",
        Optional.empty(),
        effort,
        List.of("analysis", "commentary", "final"),
        List.of(),
        functions);
  }

  String text() {
    StringBuilder text = new StringBuilder(identity);
    text.append("\nKnowledge cutoff: ").append(knowledgeCutoff).append('\n');
    date.ifPresent(today -> text.append("Current date: ").append(today).append('\n'));
    text.append("\nReasoning: ").append(effort.name().toLowerCase(Locale.ROOT)).append("\n\n");
    if (!builtIns.isEmpty()) {
      text.append("# Tools\n\n");
      builtIns.forEach(section -> text.append(section).append("\n\n"));
    }
    text.append("# Valid channels: ").append(String.join(", ", channels));
    text.append(". Channel must be included for every message.");
    if (functions) {
      text.append("\nCalls to these tools must go to the commentary channel: 'functions'.");
    }
    return text.toString();
  }
}
