package dev.ponder.hub;

import dev.ponder.core.Json;
import dev.ponder.core.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is written down of a file that is being fetched.
///
/// @param missing spans in order, none overlapping or touching
/// @param verified the digest, once the whole has been hashed
record PartialState(Identity identity, List<Missing.Span> missing, Optional<String> verified) {
  private static final long MOST_FILE_BYTES = 16 << 20;

  PartialState {
    missing = List.copyOf(missing);
    long end = -1;
    for (Missing.Span span : missing) {
      if (span.from() <= end || span.to() > identity.bytes()) {
        throw new IllegalArgumentException("spans touch, overlap or leave the file");
      }
      end = span.to();
    }
  }

  /// Nothing there yet.
  static PartialState empty(Identity identity) {
    return new PartialState(
        identity, List.of(new Missing.Span(0, identity.bytes())), Optional.empty());
  }

  /// How long the data must be to hold what is not missing.
  long least() {
    boolean open = !missing.isEmpty() && missing.getLast().to() == identity.bytes();
    return open ? missing.getLast().from() : identity.bytes();
  }

  void write(Path file) throws IOException {
    Json.Builder out = Json.object().put("bytes", identity.bytes());
    identity.sha256().ifPresent(text -> out.put("sha256", text));
    identity.validator().ifPresent(text -> out.put("validator", text));
    verified.ifPresent(text -> out.put("verified", text));
    out.put(
        "missing",
        Json.of(
            missing.stream()
                .map(span -> Json.of(List.of(Json.of(span.from()), Json.of(span.to()))))
                .toList()));
    Disk.replace(file, out.build().text() + "\n");
  }

  /// What that file says; empty when it is absent or damaged.
  static Optional<PartialState> read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_FILE_BYTES) {
        return Optional.empty();
      }
      return Json.parse(Files.readAllBytes(file)) instanceof Json.Obj object
          ? Optional.of(of(object))
          : Optional.empty();
    } catch (IOException | JsonSyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static PartialState of(Json.Obj object) {
    List<Missing.Span> spans = new ArrayList<>();
    if (object.member("missing").orElse(object) instanceof Json.Arr(List<Json> missing)) {
      missing.forEach(span -> spans.add(span(span)));
    } else {
      throw new IllegalArgumentException("no spans");
    }
    Identity identity =
        new Identity(
            number(object.member("bytes").orElse(object)),
            text(object, "sha256"),
            text(object, "validator"));
    return new PartialState(identity, spans, text(object, "verified"));
  }

  private static Missing.Span span(Json json) {
    if (json instanceof Json.Arr(List<Json> ends) && ends.size() == 2) {
      return new Missing.Span(number(ends.getFirst()), number(ends.getLast()));
    }
    throw new IllegalArgumentException("no span");
  }

  private static long number(Json json) {
    if (json instanceof Json.Num(String literal)) {
      return Long.parseLong(literal);
    }
    throw new IllegalArgumentException("no number");
  }

  private static Optional<String> text(Json.Obj object, String member) {
    return object
        .member(member)
        .flatMap(
            value -> value instanceof Json.Str(String text) ? Optional.of(text) : Optional.empty());
  }
}
