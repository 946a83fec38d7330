package dev.ponder.app;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// One command run in this process, as from a script: no terminal anywhere.
record CommandRun(int code, String out, String err) {

  static CommandRun of(String... arguments) {
    return withInput("", arguments);
  }

  static CommandRun withInput(String input, String... arguments) {
    return withInput(input.getBytes(StandardCharsets.UTF_8), arguments);
  }

  static CommandRun withInput(byte[] input, String... arguments) {
    return in(environment(), input, arguments);
  }

  /// In an environment of its own.
  static CommandRun in(Map<String, String> environment, byte[] input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new ByteArrayInputStream(input),
            new PrintWriter(out),
            new PrintWriter(err),
            environment,
            Set.of());
    int code = Commands.line(console, arguments).execute(arguments);
    console.out().flush();
    console.err().flush();
    return new CommandRun(code, out.toString(), err.toString());
  }

  /// Nothing but where to keep things.
  static Map<String, String> environment() {
    String target = Path.of("target").toAbsolutePath().toString();
    return Map.of(
        "XDG_CACHE_HOME", target + "/cache",
        "XDG_CONFIG_HOME", target + "/config",
        "XDG_DATA_HOME", target + "/data");
  }

  /// The small trained model.
  static Path reasoner() {
    try {
      return Path.of(
          Objects.requireNonNull(CommandRun.class.getResource("/reasoner-2m/model.gguf")).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
