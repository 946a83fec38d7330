package dev.ponder.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server that behaves like the hub: the API and the files' addresses at `127.0.0.1`, which
/// redirect to the contents on another host, `localhost` at another port. Faults are planned by
/// tests. Run as a program it serves the files of a folder.
final class FakeHub implements AutoCloseable {
  private static final Pattern RESOLVE = Pattern.compile("/([^/]+/[^/]+)/resolve/([^/]+)/(.+)");
  private static final Pattern TREE = Pattern.compile("/api/models/([^/]+/[^/]+)/tree/([^/]+)");
  private static final Pattern ABOUT = Pattern.compile("/api/models/([^/]+/[^/]+)");
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /// A request that came.
  record Seen(boolean contents, String path, Map<String, String> headers) {
    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  /// What goes wrong with requests that it applies to.
  record Fault(Predicate<Seen> when, FaultAct act) {}

  private final HttpServer hub;
  private final HttpServer contents;
  private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
  private final Map<String, String> listedDigests = new TreeMap<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  final List<Seen> seen = new CopyOnWriteArrayList<>();

  boolean ranges = true;
  int pageSize = 1000;
  boolean digests = true;
  long bytesPerSecond = Long.MAX_VALUE;

  FakeHub() {
    hub = server(0, this::answerAsHub);
    contents = server(0, this::answerContents);
  }

  private FakeHub(int port) {
    hub = server(port, this::answerAsHub);
    contents = server(0, this::answerContents);
  }

  /// Serves `OWNER/REPO/FILE` below a folder: `FakeHub FOLDER PORT BYTES_PER_SECOND`.
  public static void main(String[] arguments) throws IOException {
    FakeHub fake = new FakeHub(Integer.parseInt(arguments[1]));
    fake.bytesPerSecond = Long.parseLong(arguments[2]);
    Path root = Path.of(arguments[0]);
    try (var walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        fake.files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    System.out.println(fake.endpoint());
  }

  Endpoint endpoint() {
    return Endpoint.of("http://127.0.0.1:" + hub.getAddress().getPort());
  }

  /// The address of contents that nothing leads to.
  URI direct(String path) {
    try {
      return new URI(
          "http", null, "localhost", contents.getAddress().getPort(), "/" + path, null, null);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  FakeHub put(String path, byte[] bytes) {
    files.put(path, bytes);
    return this;
  }

  FakeHub listDigest(String path, String sha256) {
    listedDigests.put(path, sha256);
    return this;
  }

  FakeHub fault(Predicate<Seen> when, FaultAct act) {
    faults.add(new Fault(when, act));
    return this;
  }

  /// The fault for that many requests.
  FakeHub fault(int times, Predicate<Seen> when, FaultAct act) {
    CountDownLatch left = new CountDownLatch(times);
    return fault(
        request -> {
          synchronized (left) {
            boolean applies = left.getCount() > 0 && when.test(request);
            if (applies) {
              left.countDown();
            }
            return applies;
          }
        },
        act);
  }

  void heal() {
    faults.clear();
  }

  /// Requests for contents beyond the first bytes.
  List<Seen> pieces() {
    return seen.stream().filter(FakeHub::isPiece).toList();
  }

  static boolean isPiece(Seen request) {
    return request.contents() && !request.header("Range").orElse("").equals("bytes=0-63");
  }

  static byte[] gguf(int length, int seed) {
    byte[] bytes = new byte[length];
    new java.util.Random(seed).nextBytes(bytes);
    System.arraycopy("GGUF".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 4);
    return bytes;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    hub.stop(0);
    contents.stop(0);
  }

  Map<String, byte[]> files() {
    return files;
  }

  Map<String, String> listedDigests() {
    return listedDigests;
  }

  byte[] file(String path) {
    return Optional.ofNullable(files.get(path)).orElseThrow();
  }

  private interface Answering {
    void run(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private static HttpServer server(int port, Answering answer) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
      server.createContext("/", exchange -> handle(answer, exchange));
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void handle(Answering answer, HttpExchange exchange) throws IOException {
    try (exchange) {
      answer.run(exchange);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private boolean failed(boolean contents, HttpExchange exchange)
      throws IOException, InterruptedException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    Seen request = new Seen(contents, exchange.getRequestURI().getPath(), headers);
    seen.add(request);
    for (Fault fault : faults) {
      if (fault.when().test(request)) {
        fault.act().answer(this, exchange);
        return true;
      }
    }
    return false;
  }

  private void answerAsHub(HttpExchange exchange) throws IOException, InterruptedException {
    if (failed(false, exchange)) {
      return;
    }
    String path = exchange.getRequestURI().getPath();
    Matcher resolve = RESOLVE.matcher(path);
    Matcher tree = TREE.matcher(path);
    Matcher about = ABOUT.matcher(path);
    if (resolve.matches()) {
      resolve(exchange, resolve.group(1) + "/" + resolve.group(3));
    } else if (tree.matches()) {
      new FakeTree(this).answer(exchange, tree.group(1));
    } else if (about.matches()) {
      json(
          exchange,
          "{\"id\":\"" + about.group(1) + "\",\"tags\":[\"gguf\",\"license:apache-2.0\"]}");
    } else {
      FaultAct.status(404).answer(this, exchange);
    }
  }

  private void resolve(HttpExchange exchange, String file)
      throws IOException, InterruptedException {
    byte[] body = files.get(file);
    if (body == null) {
      FaultAct.status(404, "X-Error-Code", "EntryNotFound").answer(this, exchange);
      return;
    }
    if (digests) {
      exchange.getResponseHeaders().add("X-Linked-Etag", '"' + sha256(body) + '"');
    }
    exchange.getResponseHeaders().add("X-Linked-Size", Integer.toString(body.length));
    exchange.getResponseHeaders().add("X-Repo-Commit", COMMIT);
    exchange.getResponseHeaders().add("Location", direct(file) + "?signature=secret");
    byte[] text = "Found. Redirecting".getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(302, text.length);
    exchange.getResponseBody().write(text);
  }

  static void json(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void answerContents(HttpExchange exchange) throws IOException, InterruptedException {
    if (!failed(true, exchange)) {
      contents(exchange, Integer.MAX_VALUE, 0);
    }
  }

  /// The file's bytes, at most so many, each changed by that much.
  void contents(HttpExchange exchange, int most, int change)
      throws IOException, InterruptedException {
    new FakeContents(this).answer(exchange, most, change);
  }
}
