package dev.ponder.reason;

import dev.ponder.core.Problem;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Turns a rendered prompt into token ids.
///
/// No token stands for more bytes than the longest of the vocabulary, so text of more than that
/// many bytes per position of the context cannot fit. It is refused unread: the work per request is
/// bounded by the context, not by the size of the body.
final class PromptEncoder {
  /// What tokens of templates look like in most families.
  private static final String MARKUP = "<[|｜][^<>\\s]{1,60}[|｜]>";

  private final Tokenizer tokenizer;
  private final int contextLength;
  private final int longestToken;

  PromptEncoder(Tokenizer tokenizer, int contextLength) {
    this.tokenizer = tokenizer;
    this.contextLength = contextLength;
    int longest = 1;
    for (int token = 0; token < tokenizer.size(); token++) {
      longest = Math.max(longest, tokenizer.bytes(token).length);
    }
    this.longestToken = longest;
  }

  /// @throws Problem.Exceptional `context_length_exceeded` when the text cannot fit the context,
  ///   however it is cut into tokens
  int[] encode(Prompt prompt) {
    refuseTheHopeless(prompt);
    Pattern suspicious = suspicious(prompt);
    List<int[]> parts = new ArrayList<>();
    for (Prompt.Piece piece : prompt.pieces()) {
      switch (piece) {
        case Prompt.Piece.Control(int token) -> parts.add(new int[] {token});
        case Prompt.Piece.Text(String text) -> encode(text, suspicious, parts);
      }
    }
    return joined(parts);
  }

  /// No encoding of a text with that many bytes has fewer tokens.
  long fewestTokens(long bytes) {
    return bytes / longestToken;
  }

  private void refuseTheHopeless(Prompt prompt) {
    long bytes = 0;
    for (Prompt.Piece piece : prompt.pieces()) {
      if (piece instanceof Prompt.Piece.Text(String text)) {
        bytes += utf8Length(text);
      }
    }
    long fewest = fewestTokens(bytes);
    if (fewest >= contextLength) {
      throw Planner.tooLong(contextLength, "at least " + fewest).exception();
    }
  }

  /// Finds what may spell a token that no text must become. Some files mark the tokens of their
  /// template as user-defined, and those the tokenizer finds in any text.
  private Pattern suspicious(Prompt prompt) {
    IntStream written =
        prompt.pieces().stream()
            .flatMapToInt(piece ->
                switch (piece) {
                  case Prompt.Piece.Control(int token) -> IntStream.of(token);
                  case Prompt.Piece.Text(_) -> IntStream.empty();
                });
    IntStream reserved =
        Stream.of(prompt.reserved(), tokenizer.endOfText())
            .flatMapToInt(tokens -> tokens.stream().mapToInt(Integer::intValue));
    String spellings =
        IntStream.concat(written, reserved)
            .distinct()
            .filter(token -> !tokenizer.isControl(token))
            .mapToObj(token -> tokenizer.decode(new int[] {token}))
            .filter(spelling -> spelling.length() > 1)
            .map(spelling -> Pattern.quote(spelling) + "|")
            .collect(Collectors.joining());
    return Pattern.compile(spellings + MARKUP);
  }

  /// The spelling of a token that the vocabulary finds in text is cut in two.
  private void encode(String text, Pattern suspicious, List<int[]> parts) {
    Matcher suspect = suspicious.matcher(text);
    int from = 0;
    int search = 0;
    while (suspect.find(search)) {
      search = suspect.start() + 1;
      OptionalInt token = tokenizer.special(suspect.group());
      if (token.isPresent() && !tokenizer.isControl(token.getAsInt())) {
        parts.add(tokenizer.encode(text.substring(from, search)));
        from = search;
      }
    }
    parts.add(tokenizer.encode(text.substring(from)));
  }

  private static int[] joined(List<int[]> parts) {
    int length = 0;
    for (int[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    int[] tokens = new int[length];
    int at = 0;
    for (int[] part : parts) {
      System.arraycopy(part, 0, tokens, at, part.length);
      at += part.length;
    }
    return tokens;
  }

  /// `prompt` followed by `more`.
  static int[] append(int[] prompt, List<Integer> more) {
    int[] longer = Arrays.copyOf(prompt, prompt.length + more.size());
    for (int i = 0; i < more.size(); i++) {
      longer[prompt.length + i] = more.get(i);
    }
    return longer;
  }

  static long utf8Length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair counts two of the character's four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
