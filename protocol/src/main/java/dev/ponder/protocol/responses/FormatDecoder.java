package dev.ponder.protocol.responses;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Json;
import dev.ponder.protocol.Profile;
import dev.ponder.protocol.Schemas;
import dev.ponder.protocol.wire.Cursor;
import dev.ponder.protocol.wire.Wording;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What `text` asks for.
///
/// @param echo as the response repeats it
record FormatDecoder(AnswerFormat format, Json.Obj echo) {
  private static final int MAX_NAME = 64;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");

  /// Reads `text`.
  ///
  /// @param model its name, for complaints
  static FormatDecoder decode(Optional<Cursor> text, Profile profile, String model) {
    text.ifPresent(field -> field.allow(Set.of("format", "verbosity")));
    Optional<Cursor> field = text.flatMap(each -> each.optional("format"));
    AnswerFormat format = field.map(FormatDecoder::format).orElse(new AnswerFormat.Text());
    String verbosity =
        text.flatMap(each -> each.optional("verbosity"))
            .map(each -> verbosity(each, profile, model))
            .orElse("medium");
    return new FormatDecoder(
        format, Json.object().put("format", echo(format)).put("verbosity", verbosity).build());
  }

  private static String verbosity(Cursor field, Profile profile, String model) {
    String verbosity = field.oneOf(List.of("low", "medium", "high"));
    if (profile == Profile.O4_MINI && !verbosity.equals("medium")) {
      throw field.refused(
          "unsupported_value",
          "Unsupported value: '%s' is not supported with the '%s' model. Supported values are:"
              + " 'medium'.",
          verbosity,
          Wording.clipped(model));
    }
    return verbosity;
  }

  private static AnswerFormat format(Cursor field) {
    return switch (field.required("type").oneOf(List.of("text", "json_object", "json_schema"))) {
      case "json_object" -> {
        field.allow(Set.of("type"));
        yield new AnswerFormat.AnyObject();
      }
      case "json_schema" -> schema(field);
      default -> {
        field.allow(Set.of("type"));
        yield new AnswerFormat.Text();
      }
    };
  }

  private static AnswerFormat schema(Cursor field) {
    Cursor name = field.required("name");
    if (!NAME.matcher(name.filledString(MAX_NAME)).matches()) {
      throw name.refused(
          "invalid_value",
          "Invalid '%s': string does not match pattern. Expected a string that matches the pattern"
              + " '^[a-zA-Z0-9_-]+$'.",
          name.path());
    }
    field.allow(Set.of("type", "name", "schema", "strict", "description"));
    Cursor schema = field.required("schema");
    schema.members();
    AnswerFormat.Schema format =
        new AnswerFormat.Schema(
            name.string(),
            field.optional("description").map(Cursor::string),
            schema.value(),
            field.optional("strict").map(Cursor::bool).orElse(false));
    Schemas.complaint(format)
        .ifPresent(complaint -> {
          throw schema.refused("invalid_json_schema", "%s", complaint);
        });
    return format;
  }

  private static Json.Obj echo(AnswerFormat format) {
    return switch (format) {
      case AnswerFormat.Text() -> Json.object().put("type", "text").build();
      case AnswerFormat.AnyObject() -> Json.object().put("type", "json_object").build();
      case AnswerFormat.Schema(var name, var description, var schema, var strict) -> {
        Json.Builder echo = Json.object().put("type", "json_schema").put("name", name);
        description.ifPresent(text -> echo.put("description", text));
        yield echo.put("schema", schema).put("strict", strict).build();
      }
    };
  }
}
