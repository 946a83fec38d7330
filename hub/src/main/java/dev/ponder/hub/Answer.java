package dev.ponder.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What came back, redirects followed.
///
/// @param uri where it came from in the end
/// @param linked what the hub said of the file when it redirected
/// @param body to be closed; ends early by an exception when the server falls silent
record Answer(URI uri, int status, HttpHeaders headers, Linked linked, InputStream body)
    implements AutoCloseable {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /// The hub's own headers on its redirect to a file's contents.
  ///
  /// @param sha256 of the contents
  /// @param commit of the repository
  record Linked(Optional<String> sha256, Optional<String> commit) {
    static final Linked NOTHING = new Linked(Optional.empty(), Optional.empty());

    static Linked of(HttpHeaders headers) {
      return new Linked(
          headers
              .firstValue("X-Linked-Etag")
              .map(text -> text.replaceFirst("^W/", "").replace("\"", "").toLowerCase())
              .filter(text -> SHA256.matcher(text).matches()),
          headers.firstValue("X-Repo-Commit").filter(text -> text.matches("[0-9a-f]{7,64}")));
    }

    /// This, and where it says nothing, the other.
    Linked or(Linked other) {
      return new Linked(sha256.or(other::sha256), commit.or(other::commit));
    }
  }

  /// A `Content-Range`: `from` inclusive, `to` exclusive, of `total` bytes.
  record Range(long from, long to, long total) {}

  Optional<Range> range() {
    return headers.firstValue("Content-Range").flatMap(Answer::range);
  }

  private static Optional<Range> range(String text) {
    Matcher matcher = CONTENT_RANGE.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Range(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)) + 1,
            Long.parseLong(matcher.group(3))));
  }

  OptionalLong length() {
    return headers
        .firstValue("Content-Length")
        .filter(text -> text.matches("\\d{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /// What `If-Range` compares: a strong entity tag, else the date (RFC 9110, 13.1.5).
  Optional<String> validator() {
    return headers
        .firstValue("ETag")
        .filter(text -> text.startsWith("\"") && text.length() <= 300)
        .or(() -> headers.firstValue("Last-Modified").filter(text -> text.length() <= 100));
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      // Nothing of it is wanted any more.
    }
  }
}
