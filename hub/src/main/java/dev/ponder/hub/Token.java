package dev.ponder.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The user's access token for the hub. It is never part of a message: [#toString] hides it.
public final class Token {
  private static final Pattern PLAIN = Pattern.compile("[!-~]{1,1000}");
  private static final int LONGEST_FILE = 10_000;

  private final String secret;

  private Token(String secret) {
    this.secret = secret;
  }

  /// The token that other programs for the hub would use: `HF_TOKEN`, `HUGGING_FACE_HUB_TOKEN`, the
  /// file that `HF_TOKEN_PATH` names, or `token` in `HF_HOME` (by default `huggingface` in the
  /// user's cache folder).
  ///
  /// @throws HubException when there is one that cannot be sent
  public static Optional<Token> find(Map<String, String> environment) {
    return Stream.of("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
        .flatMap(name -> set(environment, name).map(text -> of(text, name)).stream())
        .findFirst()
        .or(() -> read(file(environment)));
  }

  /// @param where what to name in the message instead of the token
  static Token of(String text, String where) {
    String secret = text.strip();
    if (!PLAIN.matcher(secret).matches()) {
      throw new HubException("the token in " + where + " has characters that no token has");
    }
    return new Token(secret);
  }

  /// The value of the `Authorization` header.
  String header() {
    return "Bearer " + secret;
  }

  @Override
  public String toString() {
    return "Token[hidden]";
  }

  private static Path file(Map<String, String> environment) {
    return set(environment, "HF_TOKEN_PATH")
        .map(Path::of)
        .orElseGet(() ->
            set(environment, "HF_HOME")
                .map(Path::of)
                .orElseGet(() -> Folders.cache(environment).resolve("huggingface"))
                .resolve("token"));
  }

  private static Optional<Token> read(Path file) {
    try {
      if (!Files.isReadable(file) || Files.size(file) > LONGEST_FILE) {
        return Optional.empty();
      }
      String text = Files.readString(file).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(of(text, file.toString()));
    } catch (IOException e) {
      throw new HubException("the token in " + file + " cannot be read", e);
    }
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
