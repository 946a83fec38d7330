package dev.ponder.curriculum;

import dev.ponder.core.Item;
import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import java.util.List;
import java.util.Optional;

/// The tool `python`, as every subject that knows [Tooling#PYTHON] offers, calls and reads it.
///
/// A problem with the tool is two exercises: the question, whose answer is a [#call]; and the
/// question with that call and what it printed ([#returned]), whose answer is the result in words.
public final class Python {
  /// The tool itself.
  public static final Tool.Function TOOL =
      new Tool.Function(
          "python",
          Optional.of("Run Python code and return what it prints."),
          Optional.of(
              (Json.Obj)
                  Json.parse(
                      """
                      {"type":"object","properties":{"code":{"type":"string"}},\
                      "required":["code"]}\
                      """)),
          false);

  /// The tool alone.
  public static final Tools TOOLS = Tools.of(List.of(TOOL));

  private Python() {}

  /// The arguments that run this code.
  public static String arguments(String code) {
    return Json.object().put("code", code).build().text();
  }

  /// An answer that runs this code, usually of the form `print(…)`, after a thought, which may be
  /// empty.
  public static Answer call(String thought, String code) {
    return Answer.call(thought, TOOL.name(), arguments(code));
  }

  /// The question after the model has run this code and it printed that.
  public static Question returned(Question asked, String code, String printed) {
    return asked.after(new Item.ToolCall("call_0", TOOL.name(), arguments(code)), printed);
  }

  /// The code that a reply runs, if it is exactly one call of the tool.
  public static Optional<String> code(Reply reply) {
    if (reply.calls().size() != 1 || !reply.calls().getFirst().name().equals(TOOL.name())) {
      return Optional.empty();
    }
    try {
      return Json.parse(reply.calls().getFirst().arguments()) instanceof Json.Obj arguments
              && arguments.member("code").orElse(new Json.Null()) instanceof Json.Str(String code)
          ? Optional.of(code)
          : Optional.empty();
    } catch (JsonSyntaxException notJson) {
      return Optional.empty();
    }
  }

  /// Passes one call that runs this code, blanks aside.
  public static Check runs(String code) {
    String wanted = code.replaceAll("\\s", "");
    return reply -> code(reply).filter(ran -> ran.replaceAll("\\s", "").equals(wanted)).isPresent();
  }
}
