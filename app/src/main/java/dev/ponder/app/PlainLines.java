package dev.ponder.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Messages from a pipe or file.
final class PlainLines implements ChatInput {
  private final BufferedReader in;

  PlainLines(Console console) {
    this.in = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> next() {
    try {
      String typed = in.readLine();
      while (typed != null && Message.unfinished(typed)) {
        String more = in.readLine();
        if (more == null) {
          break;
        }
        typed = typed + "\n" + more;
      }
      return Optional.ofNullable(typed).map(Message::text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void interruptibly(Runnable action) {
    action.run();
  }

  @Override
  public void close() {}
}
