package dev.ponder.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A PostgreSQL server of the tests' own, where its programs are installed. One for all tests of a
/// run; each gets a schema of its own.
final class PrivatePostgres {
  static final String PASSWORD = "s3cret/p@ss";
  private static final String NOBODY = "65534";
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final Path programs;
  private final Path folder;
  private final int port;
  private Process process;

  private PrivatePostgres(Path programs, Path folder, int port) throws IOException {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
    process = start();
  }

  private static final class Shared {
    private static final Optional<PrivatePostgres> SERVER = programs().map(Shared::make);

    private static PrivatePostgres make(Path programs) {
      try {
        return PrivatePostgres.make(programs);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// The server; empty when PostgreSQL is not installed.
  static Optional<PrivatePostgres> shared() {
    return Shared.SERVER;
  }

  private static Optional<Path> programs() {
    Stream<Path> usual = Stream.of("14", "15", "16", "17", "18").map(PrivatePostgres::debian);
    Stream<Path> path =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of);
    return Stream.concat(usual, path)
        .filter(each -> Files.isExecutable(each.resolve("initdb")))
        .filter(each -> Files.isExecutable(each.resolve("postgres")))
        .findFirst();
  }

  private static Path debian(String version) {
    return Path.of("/usr/lib/postgresql", version, "bin");
  }

  static PrivatePostgres make(Path programs) throws IOException {
    Path folder = Files.createTempDirectory("ponder-postgres");
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    if (ROOT) {
      // PostgreSQL refuses to run as root.
      finish(List.of("chown", "-R", NOBODY, folder.toString()));
    }
    finish(
        asUser(
            programs.resolve("initdb").toString(),
            "--pgdata=" + folder.resolve("data"),
            "--username=ponder",
            "--auth=scram-sha-256",
            "--pwfile=" + password,
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    PrivatePostgres server = new PrivatePostgres(programs, folder, port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
    return server;
  }

  private Process start() throws IOException {
    Process started =
        new ProcessBuilder(
                asUser(
                    programs.resolve("postgres").toString(),
                    "-D" + folder.resolve("data"),
                    "-k" + folder,
                    "-h127.0.0.1",
                    "-p" + port,
                    "-F"))
            .redirectErrorStream(true)
            .start();
    BufferedReader log = started.inputReader();
    String line = log.readLine();
    while (line != null && !line.contains("ready to accept connections")) {
      line = log.readLine();
    }
    Thread.ofVirtual().start(() -> drain(log));
    return started;
  }

  private static void drain(BufferedReader log) {
    try {
      log.transferTo(java.io.Writer.nullWriter());
    } catch (IOException e) {
      // The server has ended.
    }
  }

  /// Stops the server at once, as a crash would, and starts it again.
  void crash() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
    process.waitFor();
    process = start();
  }

  private void remove() {
    process.destroy();
    try {
      process.waitFor();
      finish(List.of("rm", "-rf", folder.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A URL for an empty schema.
  String url() {
    String schema = "test" + SCHEMAS.incrementAndGet();
    String plain = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    try (Connection connection = DriverManager.getConnection(plain, "ponder", PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return "postgresql://ponder:%s@127.0.0.1:%d/postgres?currentSchema=%s"
        .formatted(PASSWORD.replace("/", "%2F").replace("@", "%40"), port, schema);
  }

  private static List<String> asUser(String... command) {
    List<String> all = new ArrayList<>();
    if (ROOT) {
      all.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
    }
    all.addAll(List.of(command));
    return all;
  }

  private static void finish(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command.getFirst() + ": " + said);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
