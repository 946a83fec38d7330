package dev.ponder.protocol;

import dev.ponder.core.AnswerFormat;
import dev.ponder.core.Json;
import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Cursor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `response_format`.
final class FormatDecoder {
  private static final List<String> TYPES = List.of("json_schema", "json_object", "text");

  private FormatDecoder() {}

  static AnswerFormat decode(Cursor format) {
    return switch (format.required("type").oneOf(TYPES)) {
      case "text" -> plain(format, new AnswerFormat.Text());
      case "json_object" -> plain(format, new AnswerFormat.AnyObject());
      default -> schema(format);
    };
  }

  private static AnswerFormat plain(Cursor format, AnswerFormat meant) {
    format.allow(Set.of("type"));
    return meant;
  }

  private static AnswerFormat schema(Cursor format) {
    format.allow(Set.of("type", "json_schema"));
    Cursor named = format.required("json_schema");
    named.allow(Set.of("name", "description", "schema", "strict"));
    AnswerFormat.Schema read =
        new AnswerFormat.Schema(
            ToolDecoder.name(named.required("name")),
            named.optional("description").map(Cursor::string),
            new Json.Obj(named.required("schema").members()),
            named.optional("strict").map(Cursor::bool).orElse(false));
    Schemas.complaint(read)
        .ifPresent(complaint -> {
          throw refused(format, complaint);
        });
    return read;
  }

  /// The API gives these no code.
  private static Problem.Exceptional refused(Cursor format, String complaint) {
    return new Problem(
            Problem.Kind.INVALID_REQUEST, complaint, Optional.of(format.path()), Optional.empty())
        .exception();
  }
}
