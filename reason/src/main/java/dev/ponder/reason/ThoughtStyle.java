package dev.ponder.reason;

import dev.ponder.model.tokenizer.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Where a model family puts its thought between `<think>` and `</think>`.
enum ThoughtStyle {
  /// No thoughts: everything is answer.
  NONE(""),
  /// Not expected to think; a thought that the model opens by itself is understood and bounded.
  TOLERATED("\n"),
  /// `<think>2+2</think>4`
  COMPACT(""),
  /// `<think>\n2+2\n</think>\n\n4`, as Qwen3 writes it.
  SPACED("\n"),
  /// As [#SPACED], but the prompt already opens the thought, as for R1 distills.
  OPENED("\n");

  static final String OPEN = "<think>";
  static final String CLOSE = "</think>";

  /// A generation prompt that ends inside the thought. A template holds its newlines as escapes
  /// within string literals, or as they are.
  private static final Pattern OPENS =
      Pattern.compile(
          "(assistant(<\\|end_header_id\\|>)?(\\\\n|\n){1,2}|<｜Assistant｜>)<think>(\\\\n|\n)?['\"]\\s*-?}}");

  private final String newline;

  ThoughtStyle(String newline) {
    this.newline = newline;
  }

  /// The style that a vocabulary and a chat template speak of.
  static ThoughtStyle of(Tokenizer tokenizer, Optional<String> template) {
    String written = template.orElse("");
    boolean named = tokenizer.special(OPEN).isPresent() && tokenizer.special(CLOSE).isPresent();
    if (!named && !written.contains(CLOSE)) {
      return NONE;
    }
    if (written.contains("<|effort_")) {
      return COMPACT;
    }
    return OPENS.matcher(written).find() ? OPENED : SPACED;
  }

  boolean thinks() {
    return this != NONE;
  }

  /// Whether a prompt can make the model answer at once.
  boolean skippable() {
    return switch (this) {
      case NONE, TOLERATED -> false;
      case COMPACT, SPACED, OPENED -> true;
    };
  }

  /// Where an assistant's turn begins.
  void begin(Prompt.Builder prompt) {
    if (this == OPENED) {
      prompt.script(OPEN + newline);
    }
  }

  /// A whole thought before its answer.
  void write(String thought, Prompt.Builder prompt) {
    prompt.script(OPEN + newline).text(thought).script(newline + CLOSE + newline + newline);
  }

  /// A whole thought, which may be empty, where a prompt ends.
  ///
  /// @return the length of what is written in front of the thought
  int continued(String thought, Prompt.Builder prompt) {
    return switch (this) {
      case NONE, TOLERATED -> 0;
      case COMPACT, SPACED -> {
        write(thought, prompt);
        yield (OPEN + newline).length();
      }
      case OPENED -> {
        prompt.text(thought).script(newline + CLOSE + newline + newline);
        yield 0;
      }
    };
  }

  /// The turn as it belongs into a prompt: without a thought that is no longer current, and with
  /// one that a client sent back within the text parted from it.
  Turn.Assistant parted(Turn.Assistant turn) {
    if (!thinks()) {
      return turn.withThought("", turn.text());
    }
    int close = turn.text().lastIndexOf(CLOSE);
    String thought = turn.thought();
    String text = turn.text();
    if (close >= 0) {
      String before = text.substring(0, text.indexOf(CLOSE));
      int open = before.lastIndexOf(OPEN);
      thought = open < 0 ? before : before.substring(open + OPEN.length());
      text = trimmedFront(text.substring(close + CLOSE.length()));
    }
    boolean kept = skippable() && turn.current() == Turn.Current.YES;
    return turn.withThought(kept ? trimmed(thought) : "", text);
  }

  private static String trimmedFront(String text) {
    int from = 0;
    while (from < text.length() && text.charAt(from) == '\n') {
      from++;
    }
    return text.substring(from);
  }

  private static String trimmed(String text) {
    int to = text.length();
    while (to > 0 && text.charAt(to - 1) == '\n') {
      to--;
    }
    return trimmedFront(text.substring(0, to));
  }

  /// The marks in tokens.
  ThoughtMarks marks(Tokenizer tokenizer) {
    if (!thinks()) {
      return ThoughtMarks.NONE;
    }
    Prompt.Script script = Prompt.Script.of(tokenizer, ThoughtParser.MARKS);
    String closing = newline + CLOSE + newline + newline;
    var close = new Prompt.Builder(script).script(closing);
    var skip = new Prompt.Builder(script);
    switch (this) {
      case NONE, TOLERATED -> {}
      case COMPACT, SPACED -> write("", skip);
      case OPENED -> skip.script(closing);
    }
    OptionalInt open = tokenizer.special(OPEN);
    return new ThoughtMarks(
        open.isPresent() ? Set.of(open.getAsInt()) : Set.of(),
        tokens(close, tokenizer),
        tokens(skip, tokenizer));
  }

  static List<Integer> tokens(Prompt.Builder prompt, Tokenizer tokenizer) {
    return prompt.build().pieces().stream()
        .flatMapToInt(piece ->
            switch (piece) {
              case Prompt.Piece.Control(int token) -> IntStream.of(token);
              case Prompt.Piece.Text(String text) -> IntStream.of(tokenizer.encode(text));
            })
        .boxed()
        .toList();
  }
}
