package dev.ponder.reason;

import dev.ponder.core.Tool;
import dev.ponder.core.Tools;
import dev.ponder.model.tokenizer.Tokenizer;
import java.util.List;

/// Parses what a model writes after `<|start|>assistant`, message by message:
///
/// ```text
///           <|message|>            <|end|> <|return|> <|call|>
///  HEADER --------------> BODY ---------------------------------> BETWEEN
///    ^  |                  |  ^                                    |  |
///    |  +-- no header -----|--+------------- any text -------------|--+
///    +---- <|start|> ------+----- <|start|> or <|channel|> --------+
/// ```
///
/// A header says whose message it is ([HarmonyHeader]): thought, answer, a call of a function, or
/// nothing of ours, such as the result of a call that a model makes up itself. Models get headers
/// wrong, so none is ever an error: text that no header precedes is answer, and so is what follows
/// a channel's name where the mark of the message is missing.
final class HarmonyParser implements OutputParser {

  /// A header longer than this is none.
  private static final int LONGEST_HEADER = 300;

  private enum State {
    HEADER,
    BODY,
    BETWEEN
  }

  private final MarkReader reader;
  private final Marks marks;
  private final Tools tools;
  private final EventWriter out;
  private final char start;
  private final char channel;
  private final char message;
  private final char constrain;
  private final HarmonyHeader.Symbols symbols;
  private final StringBuilder header = new StringBuilder();
  private String author = HarmonyMessage.ASSISTANT;
  private State state = State.HEADER;
  private HarmonyHeader.Kind kind = HarmonyHeader.Kind.NOTHING;
  private boolean thought;
  private boolean answered;

  private HarmonyParser(Tokenizer tokenizer, Marks marks, Tools tools) {
    this.reader = MarkReader.ofTurn(tokenizer, marks);
    this.marks = marks;
    this.tools = tools;
    this.out =
        new EventWriter(
            tools.callable().isEmpty() ? EventWriter.Calls.NEVER : EventWriter.Calls.POSSIBLE);
    this.start = marks.symbol("<|start|>");
    this.channel = marks.symbol("<|channel|>");
    this.message = marks.symbol("<|message|>");
    this.constrain = marks.symbol("<|constrain|>");
    this.symbols = new HarmonyHeader.Symbols(channel, constrain);
  }

  /// A parser of output after a prompt made for that plan.
  static HarmonyParser of(Tokenizer tokenizer, Marks marks, Tools tools, Plan plan) {
    HarmonyParser parser = new HarmonyParser(tokenizer, marks, tools);
    if (plan.answersAtOnce() && tools.callable().isEmpty()) {
      parser.open(HarmonyHeader.Kind.ANSWER, "");
    }
    return parser;
  }

  @Override
  public List<OutputEvent> accept(int token) {
    read(reader.accept(token));
    return out.drain();
  }

  @Override
  public List<OutputEvent> end() {
    read(reader.end());
    finish();
    out.close();
    header.setLength(0);
    return out.drain();
  }

  @Override
  public boolean thinking() {
    return state == State.BODY && kind == HarmonyHeader.Kind.THOUGHT;
  }

  @Override
  public boolean midCharacter() {
    return reader.midCharacter();
  }

  @Override
  public boolean holding() {
    return reader.holding() || out.holding() || mayBeWords();
  }

  private boolean mayBeWords() {
    return state == State.HEADER
        && !header.isEmpty()
        && header.indexOf(String.valueOf(channel)) < 0;
  }

  private void read(String text) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (Marks.isSymbol(text.charAt(i))) {
        text(text.substring(from, i));
        mark(text.charAt(i));
        from = i + 1;
      }
    }
    text(text.substring(from));
  }

  private void text(String text) {
    if (text.isEmpty()) {
      return;
    }
    switch (state) {
      case HEADER -> {
        int read = 0;
        while (read < text.length() && state == State.HEADER) {
          header.append(text.charAt(read++));
          boolean none = HarmonyHeader.impossible(author, header.toString(), symbols);
          if (none || header.length() > LONGEST_HEADER) {
            salvage();
          }
        }
        text(text.substring(read));
      }
      case BODY -> body(text);
      case BETWEEN -> {
        if (!text.isBlank()) {
          open(HarmonyHeader.Kind.ANSWER, "");
          body(text.stripLeading());
        }
      }
    }
  }

  private void mark(char mark) {
    if (mark == start) {
      finish();
      begin("");
    } else if (mark == channel) {
      if (state != State.HEADER) {
        finish();
        begin(HarmonyMessage.ASSISTANT);
      }
      header.append(mark);
    } else if (mark == message) {
      if (state == State.HEADER) {
        HarmonyHeader read = HarmonyHeader.of(author, header.toString(), symbols);
        open(read.kind(tools), read.function());
      }
    } else if (mark == constrain) {
      if (state == State.HEADER) {
        header.append(mark);
      }
    } else {
      finish();
    }
  }

  private void begin(String known) {
    state = State.HEADER;
    header.setLength(0);
    author = known;
  }

  private void open(HarmonyHeader.Kind next, String function) {
    state = State.BODY;
    kind = next;
    switch (next) {
      case THOUGHT -> {
        if (thought) {
          out.think("\n\n");
        }
      }
      case ANSWER -> {
        if (answered) {
          out.say("\n\n");
        }
      }
      case CALL -> out.startCall(function);
      case NOTHING -> {}
    }
  }

  private void body(String text) {
    switch (kind) {
      case THOUGHT -> {
        thought = true;
        out.think(text);
      }
      case ANSWER -> {
        answered = true;
        out.say(text);
      }
      case CALL -> out.arguments(text);
      case NOTHING -> {}
    }
  }

  /// Ends the message, whatever it has come to.
  private void finish() {
    if (state == State.HEADER) {
      salvage();
    }
    if (state == State.BODY && kind == HarmonyHeader.Kind.CALL) {
      out.endCall();
    }
    state = State.BETWEEN;
  }

  /// What was taken for a header is the body, or begins with it.
  private void salvage() {
    HarmonyHeader read = HarmonyHeader.of(author, header.toString(), symbols);
    String rest = marks.visible(read.rest());
    boolean lost = rest.isBlank() || read.kind(tools) == HarmonyHeader.Kind.CALL;
    header.setLength(0);
    if (lost) {
      state = State.BETWEEN;
    } else {
      open(read.kind(tools), "");
      body(rest);
    }
  }

  /// The name of a tool on offer.
  static boolean offers(Tools tools, String name) {
    return tools.callable().stream().map(Tool::name).anyMatch(name::equals);
  }
}
