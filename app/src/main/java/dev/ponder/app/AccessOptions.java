package dev.ponder.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the server listens and who may use it.
final class AccessOptions {
  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  private String host = "";

  @Option(
      names = {"-p", "--port"},
      defaultValue = "8080",
      paramLabel = "PORT",
      description = "0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description =
          "A key that clients must send; may be repeated. Other users of this machine can see it:"
              + " prefer PONDER_API_KEY or --api-key-file.")
  private List<String> keys = List.of();

  @Option(names = "--api-key-file", paramLabel = "FILE", description = "Keys, one per line.")
  private @Nullable Path keyFile;

  @Option(
      names = "--no-auth",
      description = "Let everyone in who can reach the address, even beyond this machine.")
  private boolean open;

  String host() {
    return host;
  }

  int port() {
    if (port < 0 || port > 65_535) {
      throw new Mistake("--port must be between 0 and 65535, not " + port);
    }
    return port;
  }

  /// The accepted keys, none for an open server.
  ///
  /// @throws Mistake when the server would be open to other machines without anybody saying so
  Set<String> keys(Console console) throws IOException {
    Set<String> all = new LinkedHashSet<>(keys);
    if (keyFile != null) {
      Files.readAllLines(ModelFiles.existing(keyFile)).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(all::add);
    }
    String fromEnvironment = console.environment().getOrDefault("PONDER_API_KEY", "");
    if (!fromEnvironment.isEmpty()) {
      all.add(fromEnvironment);
    }
    if (open) {
      return Set.of();
    }
    if (all.isEmpty() && !isLoopback()) {
      throw new Mistake(
          host
              + " can be reached from other machines: set PONDER_API_KEY or pass --api-key-file to ask"
              + " for a key, or --no-auth to let everyone in");
    }
    return all;
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new Mistake("--host " + host + ": no such address");
    }
  }
}
