package dev.ponder.app;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// What commands read from and write to.
///
/// @param out results, and nothing else
/// @param err progress and complaints
/// @param terminals which of the three a person is at
record Console(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Set<Channel> terminals) {

  /// The standard streams.
  enum Channel {
    IN,
    OUT,
    ERR
  }

  Console {
    environment = Map.copyOf(environment);
    terminals = Set.copyOf(terminals);
  }

  /// Those of this process.
  static Console ofProcess() {
    Set<Channel> terminals = EnumSet.noneOf(Channel.class);
    for (Channel channel : Channel.values()) {
      if (Posix.isTerminal(channel.ordinal())) {
        terminals.add(channel);
      }
    }
    return new Console(
        new FileInputStream(FileDescriptor.in),
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        System.getenv(),
        terminals);
  }

  boolean isTerminal(Channel channel) {
    return terminals.contains(channel);
  }

  /// Whether results may be coloured: on a terminal, unless `NO_COLOR` says otherwise.
  boolean colours() {
    return isTerminal(Channel.OUT)
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
  }
}
