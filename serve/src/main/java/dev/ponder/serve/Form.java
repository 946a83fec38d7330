package dev.ponder.serve;

import dev.ponder.core.Problem;
import dev.ponder.state.Blob;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A form with a file, read whole: the file is stored already.
///
/// @param fields all others, by name
/// @param filename what the client calls the file
record Form(Map<String, String> fields, String filename, Blob contents) {
  private static final Pattern MEMBER = Pattern.compile("([^\\[\\]]+)\\[([^\\[\\]]+)]");

  Form {
    fields = Map.copyOf(fields);
  }

  /// The field of that name.
  ///
  /// @throws Problem.Exceptional when there is none
  String required(String name) {
    return Optional.ofNullable(fields.get(name)).orElseThrow(() -> missing(name).exception());
  }

  /// The fields whose names are that one and another in brackets, by the latter.
  Map<String, String> members(String name) {
    Map<String, String> members = new LinkedHashMap<>();
    fields.forEach((field, value) -> {
      Matcher member = MEMBER.matcher(field);
      if (member.matches() && member.group(1).equals(name)) {
        members.put(member.group(2), value);
      }
    });
    return members;
  }

  static Problem missing(String name) {
    return Problem.invalid(
        name, "missing_required_parameter", "Missing required parameter: '%s'.".formatted(name));
  }
}
