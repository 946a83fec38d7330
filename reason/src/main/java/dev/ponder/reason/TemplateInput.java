package dev.ponder.reason;

import dev.ponder.core.Effort;
import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.core.Role;
import dev.ponder.core.Tool;
import dev.ponder.jinja.Input;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A request as the variables that chat templates expect, which are those of Hugging Face's
/// `apply_chat_template`. Roles and the tokens that begin and end texts are the template's to
/// write; all else is data.
///
/// A template that does not tell of tools gets their description at the beginning of what the user
/// says first; one that does not write calls gets them as the words of the assistant, and results
/// as those of the user.
///
/// @param describes whether the template itself tells of tools
/// @param narrates whether the template itself writes calls and results
record TemplateInput(String begin, String end, boolean describes, boolean narrates) {

  /// Two habits of templates: they get the arguments of calls as values and no tools as `none`, or
  /// the arguments as text and no tools as an empty list.
  enum Arguments {
    VALUES,
    TEXT
  }

  static TemplateInput of(Tokenizer tokenizer, String source) {
    String begin = "";
    if (tokenizer.beginOfText().isPresent()) {
      begin = tokenizer.decode(new int[] {tokenizer.beginOfText().getAsInt()});
    }
    String end =
        tokenizer.endOfText().stream()
            .sorted()
            .map(token -> tokenizer.decode(new int[] {token}))
            .filter(spelling -> !source.contains(spelling))
            .findFirst()
            .orElse("");
    return new TemplateInput(begin, end, source.contains("tools"), source.contains("tool_calls"));
  }

  /// The variables of that request.
  Map<String, Input> of(PromptRequest request, Arguments arguments) {
    boolean thinks = request.effort() != Effort.LOW;
    Map<String, Input> variables = new LinkedHashMap<>();
    variables.put("messages", Input.list(messages(request, arguments)));
    variables.put("tools", tools(request.told(), arguments));
    variables.put("documents", Input.data(new Json.Null()));
    variables.put("add_generation_prompt", Input.data(true));
    variables.put("bos_token", Input.template(begin));
    variables.put("eos_token", Input.template(end));
    variables.put("enable_thinking", Input.data(thinks));
    variables.put("thinking", Input.data(thinks));
    variables.put(
        "reasoning_effort", Input.template(request.effort().name().toLowerCase(Locale.ROOT)));
    return variables;
  }

  private Input tools(List<Tool> tools, Arguments arguments) {
    if (!tools.isEmpty() && describes) {
      return Input.list(
          tools.stream().map(tool -> Input.data(TemplateJson.wrapped(tool))).toList());
    }
    return switch (arguments) {
      case VALUES -> Input.data(new Json.Null());
      case TEXT -> Input.list(List.of());
    };
  }

  private List<Input> messages(PromptRequest request, Arguments arguments) {
    String introduction = describes ? "" : Gemma.introduction(request.told());
    Numbering numbers = new Numbering();
    List<Input> messages = new ArrayList<>();
    for (Turn turn : request.turns()) {
      switch (turn) {
        case Turn.Said(Role role, String text) -> {
          boolean first = role == Role.USER && !introduction.isEmpty();
          messages.add(message(Turn.name(role), first ? introduction + text : text));
          introduction = first ? "" : introduction;
        }
        case Turn.Assistant assistant ->
            messages.add(
                narrates
                    ? assistant(assistant, numbers, arguments)
                    : message("assistant", Gemma.text(assistant)));
        case Turn.Results(List<Turn.Result> results) -> {
          if (narrates) {
            results.forEach(result -> messages.add(result(result, numbers)));
          } else {
            messages.add(message("user", Gemma.text(results)));
          }
        }
      }
    }
    return messages;
  }

  private static Input message(String role, String content) {
    return Input.object(Map.of("role", Input.template(role), "content", Input.data(content)));
  }

  private static Input assistant(Turn.Assistant turn, Numbering numbers, Arguments arguments) {
    Map<String, Input> message = new LinkedHashMap<>();
    message.put("role", Input.template("assistant"));
    message.put("content", Input.data(turn.text()));
    if (!turn.thought().isEmpty()) {
      message.put("reasoning_content", Input.data(turn.thought()));
    }
    if (!turn.calls().isEmpty()) {
      message.put(
          "tool_calls",
          Input.list(
              turn.calls().stream()
                  .map(call -> Input.data(call(call, numbers, arguments)))
                  .toList()));
    }
    return Input.object(message);
  }

  private static Json call(Item.ToolCall call, Numbering numbers, Arguments arguments) {
    Json.Obj function =
        Json.object()
            .put("name", call.name())
            .put(
                "arguments",
                switch (arguments) {
                  case VALUES -> value(call.arguments());
                  case TEXT -> Json.of(call.arguments());
                })
            .build();
    return Json.object()
        .put("id", numbers.of(call.id()))
        .put("type", "function")
        .put("function", function)
        .build();
  }

  private static Json value(String arguments) {
    try {
      return arguments.isBlank() ? Json.object().build() : Json.parse(arguments);
    } catch (JsonSyntaxException e) {
      return Json.of(arguments);
    }
  }

  private static Input result(Turn.Result result, Numbering numbers) {
    return Input.object(
        Map.of(
            "role", Input.template("tool"),
            "content", Input.data(result.text()),
            "name", Input.data(result.name()),
            "tool_call_id", Input.data(numbers.of(result.call()))));
  }

  /// Ids of nine digits, in order, since Mistral's templates accept no other length.
  private static final class Numbering {
    private final Map<String, String> numbers = new LinkedHashMap<>();

    String of(String id) {
      return numbers.computeIfAbsent(id, _ -> "%09d".formatted(numbers.size() + 1));
    }
  }
}
