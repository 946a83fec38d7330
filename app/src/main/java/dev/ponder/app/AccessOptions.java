package dev.ponder.app;

import dev.ponder.api.Keyring;
import dev.ponder.protocol.Profile;
import dev.ponder.serve.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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

  @Option(
      names = "--cors-origin",
      paramLabel = "ORIGIN",
      description =
          "A web page that may ask, such as https://chat.example.org; may be repeated. * stands for"
              + " all and needs a key.")
  private Set<String> origins = Set.of();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Serve https with these certificates (PEM); needs --tls-key.")
  private @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The private key of --tls-cert (PEM, PKCS #8, not encrypted).")
  private @Nullable Path tlsKey;

  @Option(
      names = "--profile",
      defaultValue = "lenient",
      paramLabel = "PROFILE",
      description =
          "lenient: what the engine can do is done; o4-mini: what the hosted model refuses is"
              + " refused. A key or the header x-ponder-profile may say otherwise (default:"
              + " ${DEFAULT-VALUE}).")
  private String profile = "";

  String host() {
    return host;
  }

  int port() {
    if (port < 0 || port > 65_535) {
      throw new Mistake("--port must be between 0 and 65535, not " + port);
    }
    return port;
  }

  /// How requests are read that do not say it themselves.
  Profile profile() {
    return Profile.named(profile)
        .orElseThrow(() -> new Mistake("--profile must be lenient or o4-mini, not " + profile));
  }

  Set<String> origins() {
    return origins;
  }

  /// What to show to clients that connect by https; empty for plain http.
  Optional<Certificate> certificate() throws IOException {
    if (tlsCertificate == null && tlsKey == null) {
      return Optional.empty();
    }
    if (tlsCertificate == null || tlsKey == null) {
      throw new Mistake("--tls-cert and --tls-key go together");
    }
    return Optional.of(
        Certificate.read(ModelFiles.existing(tlsCertificate), ModelFiles.existing(tlsKey)));
  }

  /// Who is let in.
  ///
  /// @param stored keys beside those of the options
  /// @throws Mistake when the server would be open to other machines, or to every web page, without
  ///   anybody saying so
  Keyring keyring(Console console, Keyring stored) throws IOException {
    if (open) {
      return Keyring.OPEN;
    }
    Keyring keyring = Keyring.of(keys(console)).and(stored);
    if (!keyring.locked() && !isLoopback()) {
      throw new Mistake(
          host
              + " can be reached from other machines: set PONDER_API_KEY, pass --api-key-file or make a"
              + " key with `ponder keys create`, or pass --no-auth to let everyone in");
    }
    if (origins.contains("*") && !keyring.locked()) {
      throw new Mistake(
          "--cors-origin * would let every web page use this server: set PONDER_API_KEY or name the"
              + " pages");
    }
    return keyring;
  }

  private Set<String> keys(Console console) throws IOException {
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
