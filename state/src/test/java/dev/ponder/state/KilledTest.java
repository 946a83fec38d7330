package dev.ponder.state;

import static dev.ponder.state.Samples.NOW;
import static dev.ponder.state.Samples.OWNER;
import static dev.ponder.state.Samples.body;
import static dev.ponder.state.Samples.input;
import static dev.ponder.state.Samples.items;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that is killed, as by `kill -9`, has lost nothing of what it said was stored, and has
/// left nothing half done. `-Dponder.state.kills=50` kills it more often.
@Timeout(600)
class KilledTest {
  private static final int KILLS = Integer.getInteger("ponder.state.kills", 2);
  private static final int THREADS = 4;

  /// Stores objects, each with items and contents, and prints the id of each once it is stored.
  static final class Child {
    public static void main(String[] arguments) {
      State state = State.open(Location.parse(arguments[0], Path.of(arguments[1])));
      Thread.ofPlatform().daemon().start(Child::endWithParent);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < THREADS; i++) {
          String prefix = arguments[2] + "-" + i + "-";
          threads.execute(
              () -> IntStream.iterate(0, n -> n + 1).forEach(n -> one(state, prefix + n)));
        }
      }
    }

    /// A test that is killed itself must not leave a writer behind.
    private static void endWithParent() {
      try {
        System.in.read();
      } catch (IOException e) {
        // The parent is gone in another way.
      }
      Runtime.getRuntime().halt(0);
    }

    private static void one(State state, String id) {
      byte[] content = id.getBytes(StandardCharsets.US_ASCII);
      try {
        Blob blob = state.blobs().store(new ByteArrayInputStream(content), content.length);
        state.write(writer -> {
          writer.insert(
              StoredObject.of(Kind.RESPONSE, id, OWNER, NOW, body("new"))
                  .withAttributes(Map.of(StoredObject.BLOB, blob.id())));
          writer.append(input(id), OWNER, items(id + "a", id + "b", id + "c"));
          return true;
        });
        state.write(w -> w.update(Kind.RESPONSE, OWNER, id, old -> old.withBody(body("done"))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      synchronized (System.out) {
        System.out.println(id);
        System.out.flush();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRES"})
  void whatWasSaidToBeStoredIsThere(Backing backing, @TempDir Path folder) throws Exception {
    SplittableRandom random = new SplittableRandom();
    String url =
        backing == Backing.SQLITE
            ? folder.toString()
            : PrivatePostgres.shared().map(PrivatePostgres::url).orElse("");
    Location location =
        backing == Backing.SQLITE ? new Location.Folder(folder) : locate(url, folder);
    Set<String> acknowledged = new HashSet<>();
    // The transactions of PostgreSQL are not ours to test, only where we begin and end them.
    int kills = backing == Backing.SQLITE ? KILLS : (KILLS + 1) / 2;
    for (int kill = 0; kill < kills; kill++) {
      Process child = child(url, folder, "kill" + kill);
      acknowledged.addAll(killAfter(child, 1 + random.nextInt(120)));
      try (State state = State.open(location)) {
        Set<String> found = check(state);
        assertThat(found).containsAll(acknowledged);
      }
    }
  }

  private static Location locate(String url, Path folder) {
    Assumptions.assumeFalse(url.isEmpty(), "PostgreSQL is not installed");
    return Location.parse(url, folder);
  }

  /// What the child said until it was dead.
  private static Set<String> killAfter(Process child, int lines) throws Exception {
    Set<String> said = new HashSet<>();
    try (BufferedReader out = child.inputReader()) {
      String line = out.readLine();
      while (line != null) {
        said.add(line);
        if (said.size() == lines) {
          // Not by the process itself, which would close what it has said.
          child.toHandle().destroyForcibly();
        }
        line = out.readLine();
      }
    }
    child.waitFor();
    assertThat(said).hasSizeGreaterThanOrEqualTo(lines);
    return said;
  }

  /// Looks at everything that is stored, acknowledged or not.
  private static Set<String> check(State state) {
    return state.read(reader -> {
      Set<String> ids = new HashSet<>();
      Query query = Query.first(Query.MOST, Order.OLDEST_FIRST);
      for (StoredObject object : reader.list(Kind.RESPONSE, OWNER, query).entries()) {
        String id = object.id();
        assertThat(reader.allItems(input(id), OWNER))
            .isEqualTo(items(id + "a", id + "b", id + "c"));
        Query found = query.with(object.attributes());
        assertThat(reader.list(Kind.RESPONSE, OWNER, found).entries()).containsExactly(object);
        assertThat(content(state, object)).isEqualTo(id);
        if (object.body().equals(body("done"))) {
          ids.add(id);
        }
      }
      return ids;
    });
  }

  private static String content(State state, StoredObject object) {
    String blob = Optional.ofNullable(object.attributes().get(StoredObject.BLOB)).orElseThrow();
    try (InputStream content = state.blobs().open(blob)) {
      return new String(content.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process child(String url, Path folder, String prefix) throws Exception {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                Child.class.getName(),
                url,
                folder.toString(),
                prefix))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// Not the property of that name: test runners load classes in ways of their own. Drivers and
  /// parser are named by texts, since this module does not use them itself.
  private static String classPath() throws ClassNotFoundException {
    return Stream.of(
            Child.class,
            State.class,
            Json.class,
            Class.forName("tools.jackson.core.json.JsonFactory"),
            Class.forName("org.sqlite.JDBC"),
            Class.forName("org.postgresql.Driver"))
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(location.getPath()).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
