package dev.ponder.protocol.responses;

import static dev.ponder.protocol.responses.Shape.ANYTHING;
import static dev.ponder.protocol.responses.Shape.ARRAY;
import static dev.ponder.protocol.responses.Shape.ID;
import static dev.ponder.protocol.responses.Shape.OBJECT;
import static dev.ponder.protocol.responses.Shape.TEXT;
import static dev.ponder.protocol.responses.Shape.empty;
import static dev.ponder.protocol.responses.Shape.oneOf;

import dev.ponder.core.Json;
import dev.ponder.protocol.wire.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the parts of which messages, results and thoughts consist.
final class PartDecoder {
  /// Base64 of 20 MiB.
  private static final int MAX_IMAGE = 28 << 20;

  /// Base64 of 50 MiB.
  private static final int MAX_FILE = 70 << 20;

  private static final Pattern IMAGE_URL =
      Pattern.compile("(?:https?://|data:image/[a-zA-Z0-9.+-]+;base64,).*", Pattern.DOTALL);

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "input_text",
          empty().with("text", TEXT).maybe("prompt_cache_breakpoint", OBJECT),
          "input_image",
          empty()
              .maybe("image_url", PartDecoder::imageUrl)
              .maybe("file_id", ID)
              .maybe("detail", oneOf("low", "high", "auto", "original"))
              .maybe("prompt_cache_breakpoint", OBJECT),
          "input_file",
          empty()
              .maybe("file_id", ID)
              .maybe("file_url", TEXT)
              .maybe("filename", TEXT)
              .maybe("file_data", place -> Json.of(place.shortString(MAX_FILE)))
              .maybe("detail", oneOf("low", "high", "auto"))
              .maybe("prompt_cache_breakpoint", OBJECT),
          "output_text",
          empty().with("text", TEXT).maybe("annotations", ARRAY).maybe("logprobs", ARRAY),
          "refusal",
          empty().with("refusal", TEXT),
          "summary_text",
          empty().with("text", TEXT),
          "reasoning_text",
          empty().with("text", TEXT));

  private static final List<String> INPUT = List.of("input_text", "input_image", "input_file");
  private static final List<String> OUTPUT = List.of("output_text", "refusal");

  /// What clients add to the parts that they got, for themselves.
  private static final Set<String> IGNORED = Set.of("type", "parsed");

  private PartDecoder() {}

  /// The content of a message that is not the assistant's.
  static Json input(Cursor content) {
    return content.isString()
        ? Json.of(List.of(text("input_text", TEXT.read(content))))
        : parts(content, INPUT, "one of a string or array of objects");
  }

  /// The content of a message of the assistant.
  static Json said(Cursor content) {
    return content.isString()
        ? Json.of(List.of(outputText(TEXT.read(content))))
        : parts(content, OUTPUT, "one of a string or array of objects");
  }

  /// What a tool answered: a string stays one.
  static Json output(Cursor output) {
    return output.isString()
        ? TEXT.read(output)
        : parts(output, INPUT, "one of a string or array of objects");
  }

  /// The `summary` of a thought.
  static Json summary(Cursor summary) {
    return parts(summary, List.of("summary_text"), "an array of objects");
  }

  /// The `content` of a thought. Some agents write `text` for the kind of its parts.
  static Json thought(Cursor content) {
    return parts(content, List.of("reasoning_text", "text"), "an array of objects");
  }

  private static Json parts(Cursor content, List<String> kinds, String expected) {
    List<Json> parts = new ArrayList<>();
    for (Cursor part : content.elements(expected)) {
      parts.add(part(part, kinds));
    }
    return Json.of(parts);
  }

  private static Json part(Cursor part, List<String> kinds) {
    String spelled = part.required("type").oneOf(kinds);
    String kind = spelled.equals("text") ? "reasoning_text" : spelled;
    Json.Builder read = Json.object().put("type", kind);
    Shape shape = SHAPES.getOrDefault(kind, empty().with("type", ANYTHING));
    shape.read(part, IGNORED, read);
    switch (kind) {
      case "output_text" -> {
        return completed(read.build());
      }
      case "input_image" -> {
        if (part.optional("image_url").isEmpty() && part.optional("file_id").isEmpty()) {
          throw part.required("image_url").wrongType("a string");
        }
        if (part.optional("detail").isEmpty()) {
          read.put("detail", "auto");
        }
      }
      case "input_file" -> {
        if (part.optional("file_id").isEmpty() && part.optional("file_url").isEmpty()) {
          part.required("file_data").string();
        }
      }
      default -> {}
    }
    return read.build();
  }

  private static Json imageUrl(Cursor place) {
    String url = place.shortString(MAX_IMAGE);
    if (!IMAGE_URL.matcher(url).matches()) {
      throw place.refused(
          "invalid_value",
          "Invalid '%s'. Expected a valid URL, or a base64-encoded data URL with an image MIME"
              + " type.",
          place.path());
    }
    return Json.of(url);
  }

  private static Json text(String kind, Json text) {
    return Json.object().put("type", kind).put("text", text).build();
  }

  /// A part that says what a model said.
  static Json.Obj outputText(Json text) {
    return Json.object()
        .put("type", "output_text")
        .put("text", text)
        .put("annotations", Json.of(List.<Json>of()))
        .put("logprobs", Json.of(List.<Json>of()))
        .build();
  }

  private static Json completed(Json.Obj part) {
    Json.Builder whole = Json.object();
    outputText(Json.of("")).members().forEach(whole::put);
    part.members().forEach(whole::put);
    return whole.build();
  }
}
