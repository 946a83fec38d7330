package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/// Reads answers in tests.
final class Wire {
  private Wire() {}

  static Json json(HttpResponse<String> answer) {
    return Json.parse(answer.body());
  }

  /// What is at that place, such as `output.0.content.0.text`; null when nothing is.
  static Json at(Json json, String path) {
    Json at = json;
    for (String step : path.split("\\.")) {
      at =
          switch (at) {
            case Json.Obj object -> object.member(step).orElse(new Json.Null());
            case Json.Arr(List<Json> elements) when step.matches("-?\\d+") -> {
              int index = Integer.parseInt(step);
              index = index < 0 ? elements.size() + index : index;
              yield index < elements.size() ? elements.get(index) : new Json.Null();
            }
            default -> new Json.Null();
          };
    }
    return at;
  }

  /// The text at that place, or the JSON of what else is there.
  static String text(Json json, String path) {
    return at(json, path) instanceof Json.Str(String text) ? text : at(json, path).text();
  }

  static String text(HttpResponse<String> answer, String path) {
    return text(json(answer), path);
  }

  /// Asserts that it is a problem with that status, whose message says one of those.
  static void assertProblem(HttpResponse<String> answer, int status, String... either) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(text(answer, "error.message")).containsAnyOf(either);
  }

  /// The data of the server-sent events in that text, without the last mark.
  static List<Json> events(String stream) {
    List<Json> events = new ArrayList<>();
    for (String line : stream.split("\n")) {
      if (line.startsWith("data: {")) {
        events.add(Json.parse(line.substring("data: ".length())));
      }
    }
    return events;
  }

  static List<String> types(String stream) {
    return events(stream).stream().map(event -> text(event, "type")).toList();
  }
}
