package dev.ponder.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;

/// Messages from a person: editing, history over sessions, several lines.
final class LineEditor implements ChatInput {
  private static final String PROMPT = "> ";
  private static final String CONTINUATION_PROMPT = ". ";

  private final Terminal terminal;
  private final LineReader reader;

  private LineEditor(Terminal terminal, LineReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  static LineEditor open(Console console) throws IOException {
    Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(new Whole())
            .variable(LineReader.HISTORY_FILE, history(console))
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION_PROMPT)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    return new LineEditor(terminal, reader);
  }

  @Override
  public Optional<String> next() {
    while (true) {
      try {
        return Optional.of(Message.text(reader.readLine(PROMPT)));
      } catch (UserInterruptException dropsTheLine) {
        terminal.writer().println("(Ctrl-D or /exit leaves)");
      } catch (EndOfFileException end) {
        return Optional.empty();
      }
    }
  }

  @Override
  public void interruptibly(Runnable action) {
    Thread worker = Thread.currentThread();
    SignalHandler before = terminal.handle(Terminal.Signal.INT, _ -> worker.interrupt());
    try {
      action.run();
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }

  private static Path history(Console console) {
    String xdg = console.environment().getOrDefault("XDG_STATE_HOME", "");
    Path base =
        xdg.isEmpty()
            ? Path.of(System.getProperty("user.home", "."), ".local", "state")
            : Path.of(xdg);
    return base.resolve("ponder").resolve("chat-history");
  }

  /// Takes what is typed as one text; only asks for more lines.
  private static final class Whole implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE && Message.unfinished(line)) {
        throw new EOFError(-1, cursor, "the message goes on");
      }
      return new Text(line, cursor);
    }
  }

  /// A text that is its own single word, without quotes or escapes. The editor warns of parsed
  /// lines that say nothing about those.
  private record Text(String line, int cursor) implements CompletingParsedLine {
    @Override
    public String word() {
      return line;
    }

    @Override
    public int wordCursor() {
      return cursor;
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(line);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return cursor;
    }

    @Override
    public int rawWordLength() {
      return line.length();
    }
  }
}
