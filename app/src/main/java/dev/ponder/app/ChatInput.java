package dev.ponder.app;

import java.io.IOException;
import java.util.Optional;

/// Where a conversation's messages come from.
interface ChatInput extends AutoCloseable {

  /// The next message, perhaps of several lines; empty when there are no more.
  Optional<String> next();

  /// Runs the action so that Ctrl-C interrupts its thread and not the program.
  void interruptibly(Runnable action);

  @Override
  void close() throws IOException;

  /// A line editor on a terminal, plain lines elsewhere.
  static ChatInput of(Console console) throws IOException {
    return console.isTerminal(Console.Channel.IN)
        ? LineEditor.open(console)
        : new PlainLines(console);
  }
}
