package dev.ponder.protocol;

import dev.ponder.core.Problem;
import dev.ponder.protocol.wire.Cursor;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The parts of messages that are no text. Their shape is checked, so that clients hear of their
/// own mistakes first; then they are refused, because nothing here can see or hear yet.
final class MediaParts {
  static final Set<String> TYPES = Set.of("image_url", "input_audio", "file");

  private static final Pattern IMAGE =
      Pattern.compile("https?://.+|data:image/[a-zA-Z0-9.+-]+;base64,.+", Pattern.DOTALL);

  private MediaParts() {}

  static Problem.Exceptional refused(Cursor part) {
    String type = part.required("type").string();
    part.allow(Set.of("type", type, "prompt_cache_breakpoint"));
    Cursor medium = part.required(type);
    return switch (type) {
      case "image_url" -> image(part, medium);
      case "file" -> file(part, medium);
      default -> audio(part, medium);
    };
  }

  private static Problem.Exceptional image(Cursor part, Cursor image) {
    image.allow(Set.of("url", "detail"));
    image.optional("detail").ifPresent(detail -> detail.oneOf(List.of("auto", "low", "high")));
    Cursor url = image.required("url");
    if (!IMAGE.matcher(url.string()).matches()) {
      throw url.refused(
          "invalid_image_url",
          "Invalid '%s'. Expected a valid URL, but got a value with an invalid format.",
          url.path());
    }
    return unsupported(part, "Images are not supported yet; they come with vision.");
  }

  private static Problem.Exceptional file(Cursor part, Cursor file) {
    file.allow(Set.of("file_id", "file_data", "filename"));
    for (String name : List.of("file_id", "file_data", "filename")) {
      file.optional(name).ifPresent(Cursor::string);
    }
    if (file.optional("file_id").isEmpty() && file.optional("file_data").isEmpty()) {
      throw file.required("file_id").wrongType("a string");
    }
    return unsupported(part, "Files are not supported yet; they come with vision.");
  }

  private static Problem.Exceptional audio(Cursor part, Cursor audio) {
    audio.allow(Set.of("data", "format"));
    audio.required("data").string();
    audio.required("format").oneOf(List.of("wav", "mp3"));
    return unsupported(part, "Audio is not supported with this model.");
  }

  private static Problem.Exceptional unsupported(Cursor part, String why) {
    return part.refused("unsupported_content", "Invalid '%s': %s", part.path(), why);
  }
}
