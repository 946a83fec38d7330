package dev.ponder.state;

import static dev.ponder.state.Samples.NOW;
import static dev.ponder.state.Samples.OWNER;
import static dev.ponder.state.Samples.body;
import static dev.ponder.state.Samples.insert;
import static dev.ponder.state.Samples.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ponder.state.StateException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Folders and databases in which something is wrong.
class OpeningTest {
  @TempDir Path folder;

  private static void assertRefused(ThrowingCallable opening, Reason reason, String message) {
    assertThatThrownBy(opening)
        .isInstanceOfSatisfying(StateException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Test
  void aSecondServerIsRefused() {
    Location location = new Location.Folder(folder);
    try (State first = State.open(location)) {
      insert(first, response("r"));
      assertRefused(
          () -> State.open(location),
          Reason.IN_USE,
          "is used by another server (process %d)".formatted(ProcessHandle.current().pid()));
    }
    State.open(location).close();
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(
        () -> State.open(new Location.Folder(file)), Reason.MISNAMED, "is a file, not a folder");
    assertRefused(
        () -> State.open(new Location.Folder(file.resolve("below"))), Reason.READ_ONLY, "file");
  }

  @Test
  void aDamagedDatabaseIsLeftAsItIs() throws Exception {
    byte[] noise = new byte[20_000];
    new Random(1).nextBytes(noise);
    Path file = Files.write(folder.resolve("state.db"), noise);
    assertRefused(
        () -> State.open(new Location.Folder(folder)),
        Reason.DAMAGED,
        "is damaged: restore a backup, or move it away");
    assertThat(file).hasBinaryContent(noise);
  }

  @Test
  void damageFoundLaterIsSaid() throws Exception {
    Location location = new Location.Folder(folder);
    try (State state = State.open(location)) {
      for (int i = 0; i < 200; i++) {
        insert(state, response("r" + i).withBody(body("x".repeat(3000))));
      }
    }
    Path file = folder.resolve("state.db");
    byte[] bytes = Files.readAllBytes(file);
    // The first page says where everything is; the rest is lost.
    Arrays.fill(bytes, 4096, bytes.length, (byte) 0x5a);
    Files.write(file, bytes);
    assertRefused(() -> State.open(location).close(), Reason.DAMAGED, "is damaged");
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRES"})
  void aNewerDatabaseIsRefused(Backing backing) throws Exception {
    Location location = backing.location(folder);
    State.open(location).close();
    change(location, "INSERT INTO schema_step VALUES (99, 'later.sql', 'x', 0)");
    assertRefused(
        () -> State.open(location), Reason.NEWER, "changed by a newer version of this program");
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRES"})
  void aDatabaseMadeOtherwiseIsRefused(Backing backing) throws Exception {
    Location location = backing.location(folder);
    State.open(location).close();
    change(location, "UPDATE schema_step SET digest = 'x' WHERE number = 1");
    assertRefused(
        () -> State.open(location), Reason.NEWER, "0001-objects.sql, is not the one that this");
  }

  private static void change(Location location, String statement) throws SQLException {
    Database database = Storage.database(location);
    Connection connection = database.writer();
    database.begin(connection);
    Database.execute(connection, statement);
    database.commit(connection);
    connection.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRES"})
  void aStepThatFailsLeavesNothing(Backing backing) throws Exception {
    Location location = backing.location(folder);
    Folders.made(folder);
    Database database = Storage.database(location);
    Connection connection = database.writer();
    Migrations broken = new Migrations(List.of("0001-objects.sql", "broken.sql"));
    assertThatThrownBy(() -> broken.run(database, connection, NOW))
        .isInstanceOf(StateException.class);
    connection.close();
    try (State state = State.open(location)) {
      insert(state, response("r"));
    }
  }

  /// A database that may not grow stands for a full disk: SQLite gives up the whole transaction.
  @Test
  void aFullDiskFailsWhatDoesNotFitAndKeepsTheRest() throws Exception {
    SqliteDatabase database =
        new SqliteDatabase(Optional.of(Folders.madeFile(folder.resolve("state.db"))));
    Connection connection = database.writer();
    Migrations.ALL.run(database, connection, NOW);
    Database.execute(connection, "PRAGMA max_page_count = 60");
    try (WriteLoop loop = new WriteLoop(database, connection, Clock.systemUTC())) {
      loop.run(session -> insertInto(session, "small", 10));
      assertRefused(
          () -> loop.run(session -> insertInto(session, "large", 1_000_000)),
          Reason.FULL,
          "the disk is full: nothing was stored in");
      loop.run(session -> insertInto(session, "after", 10));
      List<String> ids =
          loop.run(session ->
              Samples.ids(session.list(Kind.RESPONSE, OWNER, Query.first(9, Order.OLDEST_FIRST))));
      assertThat(ids).containsExactly("small", "after");
    }
  }

  private static boolean insertInto(Session session, String id, int characters) {
    session.insert(response(id).withBody(body("x".repeat(characters))));
    return true;
  }

  @Test
  void aDatabaseThatOthersKeepLockedIsSaid() throws Exception {
    assumeTrue(PrivatePostgres.shared().isPresent(), "PostgreSQL is not installed");
    String url = PrivatePostgres.shared().orElseThrow().url();
    Location location = Location.parse(url + "&options=-c%20lock_timeout=100ms", folder);
    try (State state = State.open(location)) {
      Database others = Storage.database(location);
      Connection holder = others.writer();
      others.begin(holder);
      assertRefused(() -> insert(state, response("r")), Reason.IN_USE, "is kept locked by others");
      holder.close();
      insert(state, response("r"));
    }
  }

  @Test
  void aServerThatCameBackIsUsedAgain() throws Exception {
    Location location = Backing.POSTGRES.location(folder);
    try (State state = State.open(location)) {
      insert(state, response("before"));
      assertThat(state.<Boolean>read(r -> r.find(Kind.RESPONSE, OWNER, "before").isPresent()))
          .isTrue();
      PrivatePostgres.shared().orElseThrow().crash();
      assertThat(state.<Boolean>read(r -> r.find(Kind.RESPONSE, OWNER, "before").isPresent()))
          .isTrue();
      insert(state, response("after"));
    }
  }
}
