package dev.ponder.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;

/// What the launcher runs once, in the background, so that Java can note which classes the commands
/// need and what their code does, and later starts find both in an archive: one answer by `run`,
/// and one by `serve`, both of the model that comes with Ponder.
///
/// Nothing it says is of interest; where it fails, the archive holds what it came to.
public final class Rehearsal {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String READY = "Ready at ";
  private static final byte[] REQUEST =
      """
      {"model":"o4-mini","stream":true,"messages":[{"role":"user","content":"What is 12 + 30?"}]}
      """
          .getBytes(StandardCharsets.UTF_8);

  /// Of the user's settings none but where the cache is.
  private static final Map<String, String> CACHE =
      Map.of("XDG_CACHE_HOME", System.getenv().getOrDefault("XDG_CACHE_HOME", ""));

  private Rehearsal() {}

  /// Runs both and exits.
  public static void main(String[] arguments) throws IOException {
    watch();
    execute(Writer.nullWriter(), "run", "--model", BuiltInModel.NAME, "What is 12 + 30?");
    PipedReader said = new PipedReader();
    PipedWriter saying = new PipedWriter(said);
    Thread.ofPlatform()
        .daemon()
        .start(() ->
            execute(saying, "serve", "--model", BuiltInModel.NAME, "--no-state", "--port", "0"));
    try (Scanner lines = new Scanner(said)) {
      while (lines.hasNextLine()) {
        String line = lines.nextLine();
        if (line.startsWith(READY)) {
          ask(URI.create(line.substring(READY.length()) + "/v1/chat/completions"));
          System.exit(0);
        }
      }
    }
    System.exit(1);
  }

  private static void execute(Writer out, String... arguments) {
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(out),
            new PrintWriter(Writer.nullWriter()),
            CACHE,
            Set.of());
    HeadStart.begin(arguments);
    Commands.line(console, arguments).execute(arguments);
    console.out().close();
  }

  private static void ask(URI address) throws IOException {
    URLConnection connection = address.toURL().openConnection();
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.getOutputStream().write(REQUEST);
    try (InputStream answer = connection.getInputStream()) {
      answer.readAllBytes();
    }
  }

  /// Ends a rehearsal that hangs.
  private static void watch() {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            Thread.sleep(LONGEST);
          } catch (InterruptedException _) {
            // Nobody interrupts it; then it ends early.
          }
          Runtime.getRuntime().halt(1);
        });
  }
}
