package dev.ponder.protocol.responses;

import dev.ponder.protocol.responses.CreateRequest.Thinking;

/// Tells of a thought what stands at the beginning of its paragraphs: the first sentence of each,
/// until it has said enough. Nobody rewrites the thought, so the summary says nothing that the
/// model did not think.
final class Summary {
  private static final int MAX_SENTENCE = 240;

  /// A full stop so early belongs to a number or an abbreviation.
  private static final int LEAST_SENTENCE = 20;

  private final StringBuilder sentence = new StringBuilder();
  private int room;
  private boolean first = true;
  private boolean listening = true;
  private char previous = '\n';

  Summary(Thinking.Summary detail) {
    this.room =
        switch (detail) {
          case NONE -> 0;
          case CONCISE -> 300;
          case DETAILED -> 4_000;
        };
  }

  /// What is told because of this piece of the thought, often nothing.
  String add(String piece) {
    if (room == 0) {
      return "";
    }
    StringBuilder news = new StringBuilder();
    for (int i = 0; i < piece.length(); i++) {
      add(piece.charAt(i), news);
    }
    return news.toString();
  }

  /// What is told because the thought is over.
  String end() {
    StringBuilder news = new StringBuilder();
    flush("", news);
    return news.toString();
  }

  private void add(char letter, StringBuilder news) {
    boolean space = Character.isWhitespace(letter);
    if (letter == '\n' && previous == '\n') {
      flush("", news);
      listening = true;
    } else if (listening && space && endsSentence()) {
      flush("", news);
    } else if (listening && !(space && sentence.isEmpty())) {
      sentence.append(space ? ' ' : letter);
      if (sentence.length() >= MAX_SENTENCE && !Character.isHighSurrogate(letter)) {
        flush("…", news);
      }
    }
    if (letter == '\n' || !space) {
      previous = letter;
    }
  }

  private boolean endsSentence() {
    return sentence.length() >= LEAST_SENTENCE && ".!?:".indexOf(previous) >= 0;
  }

  private void flush(String end, StringBuilder news) {
    String said = sentence.toString().strip() + end;
    sentence.setLength(0);
    listening = false;
    if (said.isEmpty() || said.length() > room) {
      return;
    }
    news.append(first ? "" : "\n\n").append(said);
    room -= said.length();
    first = false;
  }
}
