package dev.ponder.script;

import dev.ponder.core.FinishReason;
import dev.ponder.core.Json;
import dev.ponder.core.ResponseRequest;
import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A reply to one request, with what the request demands of any answer to it.
///
/// @param stop the stop string at which the text ends
record Spoken(
    String thought,
    String text,
    List<Made> calls,
    Optional<String> stop,
    Optional<FinishReason> finish) {

  /// A call.
  record Made(Tool tool, String arguments) {}

  static Spoken of(Reply reply, Scene scene, Shapes shapes) {
    ResponseRequest request = scene.request();
    List<Made> calls = calls(reply, scene, shapes);
    String said = reply.text().map(text -> text.fill(scene)).orElse("");
    String text = calls.isEmpty() ? shapes.answer(said, request.format()) : said;
    Optional<String> stop = firstStop(text, request.sampling().stop());
    return new Spoken(
        "… ".repeat(reply.pause()) + reply.thinking().fill(scene),
        stop.map(string -> text.substring(0, text.indexOf(string))).orElse(text),
        stop.isPresent() ? List.of() : calls,
        stop,
        reply.finish());
  }

  private static List<Made> calls(Reply reply, Scene scene, Shapes shapes) {
    Tools tools = scene.request().tools();
    List<Made> calls = new ArrayList<>();
    for (Reply.Call call : reply.calls()) {
      Tool tool = scene.tool(call.tool().fill(scene)).orElseThrow();
      Optional<String> given = call.given().map(each -> text(each, scene));
      calls.add(new Made(tool, shapes.arguments(given, tool)));
    }
    if (calls.isEmpty() && tools.required()) {
      Tool tool = tools.callable().getFirst();
      calls.add(new Made(tool, shapes.arguments(Optional.empty(), tool)));
    }
    return switch (tools.calls()) {
      case SEVERAL_AT_ONCE -> calls;
      case ONE_AT_A_TIME -> calls.subList(0, Math.min(1, calls.size()));
    };
  }

  private static String text(Reply.Given given, Scene scene) {
    return switch (given) {
      case Reply.Given.Arguments(Json value) -> Template.fill(value, scene).text();
      case Reply.Given.Input(Template input) -> input.fill(scene);
    };
  }

  private static Optional<String> firstStop(String text, List<String> stops) {
    return stops.stream()
        .filter(text::contains)
        .min((a, b) -> Integer.compare(text.indexOf(a), text.indexOf(b)));
  }
}
