package dev.ponder.state;

import static dev.ponder.state.Samples.NOW;
import static dev.ponder.state.Samples.OTHER;
import static dev.ponder.state.Samples.OWNER;
import static dev.ponder.state.Samples.body;
import static dev.ponder.state.Samples.ids;
import static dev.ponder.state.Samples.input;
import static dev.ponder.state.Samples.insert;
import static dev.ponder.state.Samples.itemIds;
import static dev.ponder.state.Samples.items;
import static dev.ponder.state.Samples.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What every database must do.
@ParameterizedClass
@EnumSource
class StateTest {
  @Parameter Backing backing = Backing.MEMORY;
  @TempDir Path folder;
  private State state = State.temporary();
  private volatile Instant time = NOW;

  /// Shows the time that the test says it is.
  private final class TestClock extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return time;
    }
  }

  @BeforeEach
  void open() {
    state.close();
    state = backing.open(folder, new TestClock());
  }

  @AfterEach
  void close() {
    state.close();
  }

  private Optional<StoredObject> find(String owner, String id) {
    return state.read(reader -> reader.find(Kind.RESPONSE, owner, id));
  }

  private Page<StoredObject> list(Query query) {
    return state.read(reader -> reader.list(Kind.RESPONSE, OWNER, query));
  }

  private List<String> inputs(String id) {
    return state.read(reader -> itemIds(reader.allItems(input(id), OWNER)));
  }

  private void append(String id, String... itemIds) {
    state.write(writer -> {
      writer.append(input(id), OWNER, items(itemIds));
      return true;
    });
  }

  @Test
  void whatWasWrittenIsReadAsItWas() {
    Json.Obj strange =
        Json.object()
            .put("text", "a\u0000b \ud800 \\ ' \" 日本 \ud83d\ude00")
            .put("number", 1e300)
            .putNull("nothing")
            .build();
    StoredObject object =
        new StoredObject(
            Kind.RESPONSE,
            "resp_\u0000\\1",
            OWNER,
            NOW.plusNanos(999),
            Optional.of(NOW.plusSeconds(60)),
            Map.of("a\\", "\u0000\udc00", "b", "'; DROP TABLE object; --"),
            strange);
    insert(state, object);
    assertThat(find(OWNER, "resp_\u0000\\1")).contains(object);
    assertThat(object.created()).isEqualTo(NOW);
    Query query = Query.first(5, Order.OLDEST_FIRST).with(object.attributes());
    assertThat(list(query).entries()).containsExactly(object);
  }

  @Test
  void nothingOfAnotherOwnerIsFound() {
    insert(state, response("r", Map.of("k", "v")));
    append("r", "m");
    Query first = Query.first(10, Order.OLDEST_FIRST);
    assertThat(find(OTHER, "r")).isEmpty();
    assertThat(state.<Page<StoredObject>>read(r -> r.list(Kind.RESPONSE, OTHER, first)).entries())
        .isEmpty();
    Query withAttribute = first.with(Map.of("k", "v"));
    assertThat(
            state
                .<Page<StoredObject>>read(r -> r.list(Kind.RESPONSE, OTHER, withAttribute))
                .entries())
        .isEmpty();
    assertThat(state.<Optional<FoundItem>>read(r -> r.item(OTHER, "m"))).isEmpty();
    assertThat(state.<List<StoredItem>>read(r -> r.allItems(input("r"), OTHER))).isEmpty();
    assertThat(state.<Boolean>write(w -> w.delete(Kind.RESPONSE, OTHER, "r"))).isFalse();
    assertThat(state.<Boolean>write(w -> w.deleteItem(input("r"), OTHER, "m"))).isFalse();
    assertThatThrownBy(() -> state.read(r -> r.list(Kind.RESPONSE, OTHER, first.after("r"))))
        .isInstanceOf(UnknownCursorException.class);
    assertThatThrownBy(() -> state.read(r -> r.items(input("r"), OTHER, first.after("m"))))
        .isInstanceOf(UnknownCursorException.class);
    assertThatThrownBy(() ->
            state.write(w -> {
              w.append(input("r"), OTHER, items("x"));
              return true;
            }))
        .isInstanceOfSatisfying(
            StateException.class,
            e -> assertThat(e.reason()).isEqualTo(StateException.Reason.ABSENT));
    insert(state, StoredObject.of(Kind.RESPONSE, "r", OTHER, NOW, body("theirs")));
    assertThat(find(OWNER, "r").orElseThrow().body()).isEqualTo(body("r"));
    assertThat(inputs("r")).containsExactly("m");
  }

  @Test
  void pagesFollowTheOrderFromBothEnds() {
    for (int i = 0; i < 7; i++) {
      // Pairs share a time, so that the order of insertion decides.
      Instant created = NOW.plusSeconds(i / 2);
      insert(state, StoredObject.of(Kind.RESPONSE, "r" + i, OWNER, created, body("x")));
    }
    Query oldest = Query.first(3, Order.OLDEST_FIRST);
    Query newest = Query.first(3, Order.NEWEST_FIRST);
    assertPage(oldest, true, "r0", "r1", "r2");
    assertPage(oldest.after("r2"), true, "r3", "r4", "r5");
    assertPage(oldest.after("r5"), false, "r6");
    assertPage(oldest.after("r6"), false);
    assertPage(newest, true, "r6", "r5", "r4");
    assertPage(newest.after("r4"), true, "r3", "r2", "r1");
    assertPage(newest.after("r1"), false, "r0");
    assertPage(oldest.before("r4"), true, "r1", "r2", "r3");
    assertPage(oldest.before("r3"), false, "r0", "r1", "r2");
    assertPage(newest.before("r4"), false, "r6", "r5");
    assertPage(newest.before("r0"), true, "r3", "r2", "r1");
    assertPage(oldest.after("r1").before("r4"), false, "r2", "r3");
    assertPage(newest.after("r5").before("r0"), true, "r4", "r3", "r2");
    assertThatThrownBy(() -> list(oldest.after("gone")))
        .isInstanceOfSatisfying(
            UnknownCursorException.class, e -> assertThat(e.id()).isEqualTo("gone"));
  }

  private void assertPage(Query query, boolean more, String... expected) {
    Page<StoredObject> page = list(query);
    assertThat(ids(page)).containsExactly(expected);
    assertThat(page.more()).isEqualTo(more);
  }

  @Test
  void itemsKeepTheOrderInWhichTheyCame() {
    insert(state, response("r"), response("s"));
    append("r", "a", "b");
    append("s", "a");
    append("r", "c", "d");
    Query two = Query.first(2, Order.NEWEST_FIRST);
    Page<StoredItem> page = state.read(r -> r.items(input("r"), OWNER, two));
    assertThat(itemIds(page.entries())).containsExactly("d", "c");
    assertThat(page.more()).isTrue();
    Page<StoredItem> rest = state.read(r -> r.items(input("r"), OWNER, two.after("c")));
    assertThat(itemIds(rest.entries())).containsExactly("b", "a");
    assertThat(rest.more()).isFalse();
    assertThat(state.<Boolean>write(w -> w.deleteItem(input("r"), OWNER, "b"))).isTrue();
    append("r", "b");
    assertThat(inputs("r")).containsExactly("a", "c", "d", "b");
    assertThat(state.<Optional<FoundItem>>read(r -> r.item(OWNER, "a")).map(FoundItem::place))
        .contains(input("s"));
    assertThatThrownBy(() -> append("r", "e", "c")).hasMessage("the list has an item 'c'");
    assertThat(inputs("r")).containsExactly("a", "c", "d", "b");
    state.write(writer -> {
      writer.replaceItems(input("r"), OWNER, items("z", "a"));
      return true;
    });
    assertThat(inputs("r")).containsExactly("z", "a");
    assertThat(inputs("s")).containsExactly("a");
  }

  @Test
  void attributesMustAllMatch() {
    String longValue = "x".repeat(512);
    insert(
        state,
        response("r1", Map.of("model", "m", "status", "done")),
        response("r2", Map.of("model", "m", "status", "failed")),
        response("r3", Map.of("model", longValue)));
    Query query = Query.first(10, Order.OLDEST_FIRST);
    assertThat(ids(list(query.with(Map.of("model", "m"))))).containsExactly("r1", "r2");
    assertThat(ids(list(query.with(Map.of("model", "m", "status", "done"))))).containsExactly("r1");
    assertThat(ids(list(query.with(Map.of("model", longValue))))).containsExactly("r3");
    assertThat(ids(list(query.with(Map.of("model", "absent"))))).isEmpty();
    state.write(w ->
        w.update(Kind.RESPONSE, OWNER, "r1", old -> old.withAttributes(Map.of("status", "new"))));
    assertThat(ids(list(query.with(Map.of("model", "m"))))).containsExactly("r2");
    assertThat(ids(state.read(r -> r.ofAllOwners(Kind.RESPONSE, Map.of("status", "new"), 5))))
        .containsExactly("r1");
  }

  @Test
  void aTransactionHappensWhollyOrNotAtAll() {
    insert(state, response("kept"));
    assertThatThrownBy(() ->
            state.write(writer -> {
              writer.insert(response("new"));
              writer.delete(Kind.RESPONSE, OWNER, "kept");
              assertThat(writer.find(Kind.RESPONSE, OWNER, "new")).isPresent();
              throw new IllegalArgumentException("stop");
            }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stop");
    assertThat(ids(list(Query.first(5, Order.OLDEST_FIRST)))).containsExactly("kept");
    assertThatThrownBy(() -> insert(state, response("other"), response("kept")))
        .isInstanceOfSatisfying(
            StateException.class,
            e -> assertThat(e.reason()).isEqualTo(StateException.Reason.PRESENT));
    assertThat(find(OWNER, "other")).isEmpty();
  }

  @Test
  void aRefusedInsertMayBeCaught() {
    insert(state, response("r"));
    boolean refused =
        state.write(writer -> {
          writer.insert(response("before"));
          try {
            writer.insert(response("r"));
            return false;
          } catch (StateException e) {
            writer.insert(response("after"));
            return true;
          }
        });
    assertThat(refused).isTrue();
    assertThat(ids(list(Query.first(5, Order.OLDEST_FIRST))))
        .containsExactly("r", "before", "after");
  }

  @Test
  void putKeepsTheItemsAndThePlaceInTheOrder() {
    insert(state, response("r"), response("s"));
    append("r", "m");
    state.write(writer -> {
      writer.put(response("r").withBody(body("changed")));
      writer.put(response("t"));
      return true;
    });
    assertThat(ids(list(Query.first(5, Order.OLDEST_FIRST)))).containsExactly("r", "s", "t");
    assertThat(find(OWNER, "r").orElseThrow().body()).isEqualTo(body("changed"));
    assertThat(inputs("r")).containsExactly("m");
  }

  @Test
  void updatesChangeWhatIsThereAndNothingElse() {
    insert(state, response("r"));
    Optional<StoredObject> changed =
        state.write(w -> w.update(Kind.RESPONSE, OWNER, "r", old -> old.withBody(body("changed"))));
    assertThat(changed).isEqualTo(find(OWNER, "r"));
    assertThat(changed.orElseThrow().body()).isEqualTo(body("changed"));
    assertThat(
            state.<Optional<StoredObject>>write(
                w -> w.update(Kind.RESPONSE, OWNER, "absent", old -> old)))
        .isEmpty();
    assertThatThrownBy(
            () -> state.write(w -> w.update(Kind.RESPONSE, OWNER, "r", _ -> response("s"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatHasExpiredIsNotFound() {
    insert(state, response("r").withExpires(NOW.plusSeconds(10)), response("s"));
    append("r", "m");
    time = NOW.plusSeconds(9);
    assertThat(find(OWNER, "r")).isPresent();
    time = NOW.plusSeconds(10);
    assertThat(find(OWNER, "r")).isEmpty();
    assertThat(ids(list(Query.first(5, Order.OLDEST_FIRST)))).containsExactly("s");
    assertThat(inputs("r")).isEmpty();
    assertThat(state.<Optional<FoundItem>>read(r -> r.item(OWNER, "m"))).isEmpty();
    assertThatThrownBy(() -> list(Query.first(5, Order.OLDEST_FIRST).after("r")))
        .isInstanceOf(UnknownCursorException.class);
    insert(state, response("r"));
    assertThat(inputs("r")).isEmpty();
  }

  @Test
  void theSweepDeletesWhatHasExpired() {
    insert(state, response("r").withExpires(NOW.plusSeconds(10)), response("s"));
    append("r", "m");
    assertThat(state.retention().sweep(NOW.plusSeconds(9))).isZero();
    assertThat(find(OWNER, "r")).isPresent();
    assertThat(state.retention().sweep(NOW.plusSeconds(10))).isEqualTo(1);
    assertThat(find(OWNER, "r")).isEmpty();
    assertThat(find(OWNER, "s")).isPresent();
  }

  @Test
  void oldObjectsOfSomeKindsAreDeleted() {
    Instant old = NOW.minus(Duration.ofDays(31));
    insert(
        state,
        IntStream.range(0, 450)
            .mapToObj(i -> StoredObject.of(Kind.RESPONSE, "old" + i, OWNER, old, body("x")))
            .toArray(StoredObject[]::new));
    insert(state, StoredObject.of(Kind.FILE, "file", OWNER, old, body("x")), response("new"));
    Instant month = NOW.minus(Duration.ofDays(30));
    assertThat(
            state.retention().deleteOlderThan(Set.of(Kind.RESPONSE, Kind.CHAT_COMPLETION), month))
        .isEqualTo(450);
    assertThat(ids(list(Query.first(5, Order.OLDEST_FIRST)))).containsExactly("new");
    assertThat(state.<Optional<StoredObject>>read(r -> r.find(Kind.FILE, OWNER, "file")))
        .isPresent();
  }

  @Test
  void secretsStay() {
    byte[] secret = state.secret("encryption");
    assertThat(secret).hasSize(32).isEqualTo(state.secret("encryption"));
    assertThat(state.secret("other")).isNotEqualTo(secret);
  }

  @Test
  void aTransactionWithinOneIsRefusedInsteadOfWaitingForever() {
    assertThatThrownBy(() -> state.write(_ -> state.read(r -> r.find(Kind.FILE, OWNER, "f"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a transaction within a transaction");
  }

  @Test
  void aClosedStateSaysSo() {
    state.close();
    assertThatThrownBy(() -> find(OWNER, "r"))
        .isInstanceOfSatisfying(
            StateException.class,
            e -> assertThat(e.reason()).isEqualTo(StateException.Reason.CLOSED));
  }

  @Test
  void whatCouldNotBeReadAgainIsRefused() {
    Json deep = Json.of("x");
    for (int i = 0; i < 600; i++) {
      deep = Json.of(List.of(deep));
    }
    StoredObject object = response("r").withBody(Json.object().put("deep", deep).build());
    assertThatThrownBy(() -> insert(state, object))
        .isInstanceOfSatisfying(
            StateException.class,
            e -> assertThat(e.reason()).isEqualTo(StateException.Reason.TOO_LARGE));
    assertThatThrownBy(() -> response("x".repeat(201)))
        .hasMessage("an id has at most 200 characters, not 201");
    assertThat(find(OWNER, "x".repeat(100_000))).isEmpty();
  }
}
