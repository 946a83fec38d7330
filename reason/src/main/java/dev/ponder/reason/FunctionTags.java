package dev.ponder.reason;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Calls as tags, as newer Qwen models write them:
///
/// ```text
/// <function=weather>
/// <parameter=city>
/// Bonn
/// </parameter>
/// </function>
/// ```
///
/// A value is a string where the tool's schema says so, else JSON where it can be read as JSON.
final class FunctionTags {
  private static final Pattern FUNCTION =
      Pattern.compile("<function=([^>\\s]+)>(.*?)(?:</function>|\\z)", Pattern.DOTALL);
  private static final Pattern PARAMETER =
      Pattern.compile(
          "<parameter=([^>\\s]+)>\\n?(.*?)\\n?(?:</parameter>|(?=<parameter=)|\\z)",
          Pattern.DOTALL);

  private FunctionTags() {}

  /// Passes the calls in that text on; whether there were any.
  static boolean read(String text, Tools tools, EventWriter out) {
    Matcher function = FUNCTION.matcher(text);
    boolean any = false;
    while (function.find()) {
      any = true;
      String name = function.group(1);
      Json.Builder arguments = Json.object();
      Matcher parameter = PARAMETER.matcher(function.group(2));
      while (parameter.find()) {
        String key = parameter.group(1);
        arguments.put(key, value(parameter.group(2), isString(tools, name, key)));
      }
      out.call(name, arguments.build().text());
    }
    return any;
  }

  private static Json value(String text, boolean string) {
    if (!string) {
      try {
        return Json.parse(text);
      } catch (JsonSyntaxException e) {
        // Then it was meant as a string.
      }
    }
    return Json.of(text);
  }

  private static boolean isString(Tools tools, String function, String parameter) {
    return tools.offered().stream()
        .anyMatch(tool -> tool.name().equals(function) && isString(tool, parameter));
  }

  private static boolean isString(Tool tool, String parameter) {
    return switch (tool) {
      case Tool.Function function ->
          function
              .parameters()
              .flatMap(schema -> schema.member("properties"))
              .filter(properties ->
                  properties instanceof Json.Obj all
                      && all.members().get(parameter) instanceof Json.Obj schema
                      && Json.of("string").equals(schema.members().get("type")))
              .isPresent();
      case Tool.Custom _ -> parameter.equals(CustomTools.INPUT);
    };
  }
}
