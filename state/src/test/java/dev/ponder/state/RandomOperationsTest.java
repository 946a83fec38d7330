package dev.ponder.state;

import static dev.ponder.state.Samples.NOW;
import static dev.ponder.state.Samples.body;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever is done in whatever order, the database holds what plain maps hold.
class RandomOperationsTest {
  private static final List<String> OWNERS = List.of("a", "b");
  private static final List<Kind> KINDS = List.of(Kind.RESPONSE, Kind.FILE);

  private record Key(Kind kind, String owner, String id) {}

  private record Twin(long number, StoredObject object, List<StoredItem> items) {}

  private final SplittableRandom random = new SplittableRandom(7);
  private final Map<Key, Twin> twins = new LinkedHashMap<>();
  private long inserted;

  @ParameterizedTest
  @EnumSource
  void theDatabaseHoldsWhatMapsHold(Backing backing, @TempDir Path folder) {
    try (State state = backing.open(folder, Clock.fixed(NOW, ZoneOffset.UTC))) {
      // Each takes several round trips to a server.
      int operations = backing == Backing.POSTGRES ? 100 : 400;
      for (int i = 0; i < operations; i++) {
        operate(state);
        if (i % 10 == 0) {
          compareLists(state);
          compareItems(state);
        }
      }
    }
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Key anyKey() {
    return new Key(any(KINDS), any(OWNERS), "id" + random.nextInt(8));
  }

  private Map<String, String> anyAttributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String name : List.of("x", "y")) {
      if (random.nextBoolean()) {
        attributes.put(name, "v" + random.nextInt(2));
      }
    }
    return attributes;
  }

  private StoredObject anyObject(Key key) {
    Instant created = NOW.plusMillis(random.nextInt(4));
    String text = "text" + random.nextInt(1000);
    return new StoredObject(
        key.kind(), key.id(), key.owner(), created, Optional.empty(), anyAttributes(), body(text));
  }

  private void operate(State state) {
    Key key = anyKey();
    Twin twin = twins.get(key);
    switch (random.nextInt(6)) {
      case 0, 1 -> insert(state, key);
      case 2 -> {
        boolean deleted = state.write(w -> w.delete(key.kind(), key.owner(), key.id()));
        assertThat(deleted).isEqualTo(twins.remove(key) != null);
      }
      case 3 -> update(state, key, twin);
      case 4 -> append(state, key, twin);
      default -> deleteItem(state, key, twin);
    }
  }

  private void insert(State state, Key key) {
    StoredObject object = anyObject(key);
    try {
      Samples.insert(state, object);
      assertThat(twins.put(key, new Twin(inserted++, object, new ArrayList<>()))).isNull();
    } catch (StateException e) {
      assertThat(e.reason()).isEqualTo(StateException.Reason.PRESENT);
      assertThat(twins).containsKey(key);
    }
  }

  private void update(State state, Key key, @Nullable Twin twin) {
    Map<String, String> attributes = anyAttributes();
    Optional<StoredObject> changed =
        state.write(w ->
            w.update(key.kind(), key.owner(), key.id(), old -> old.withAttributes(attributes)));
    assertThat(changed.isPresent()).isEqualTo(twin != null);
    if (twin != null) {
      StoredObject object = twin.object().withAttributes(attributes);
      twins.put(key, new Twin(twin.number(), object, twin.items()));
    }
  }

  private static Place place(Key key) {
    return new Place(key.kind(), key.id(), "list");
  }

  private void append(State state, Key key, @Nullable Twin twin) {
    StoredItem item = new StoredItem("item" + random.nextInt(6), body("i" + random.nextInt(99)));
    boolean fits =
        twin != null && twin.items().stream().noneMatch(each -> each.id().equals(item.id()));
    try {
      state.write(w -> {
        w.append(place(key), key.owner(), List.of(item));
        return true;
      });
      assertThat(fits).isTrue();
      Objects.requireNonNull(twin).items().add(item);
    } catch (StateException e) {
      assertThat(fits).isFalse();
    }
  }

  private void deleteItem(State state, Key key, @Nullable Twin twin) {
    String id = "item" + random.nextInt(6);
    boolean deleted = state.write(w -> w.deleteItem(place(key), key.owner(), id));
    assertThat(deleted)
        .isEqualTo(twin != null && twin.items().removeIf(each -> each.id().equals(id)));
  }

  private void compareItems(State state) {
    Key key = anyKey();
    Twin twin = twins.get(key);
    List<StoredItem> items = state.read(r -> r.allItems(place(key), key.owner()));
    assertThat(items).isEqualTo(twin == null ? List.of() : twin.items());
    Optional<StoredObject> found = state.read(r -> r.find(key.kind(), key.owner(), key.id()));
    assertThat(found).isEqualTo(Optional.ofNullable(twin).map(Twin::object));
  }

  /// Walks a whole list, page by page.
  private void compareLists(State state) {
    Kind kind = any(KINDS);
    String owner = any(OWNERS);
    Order order = any(List.of(Order.values()));
    Map<String, String> wanted = anyAttributes();
    List<StoredObject> all = new ArrayList<>();
    Query query = Query.first(1 + random.nextInt(3), order).with(wanted);
    Page<StoredObject> page = list(state, kind, owner, query);
    all.addAll(page.entries());
    while (page.more()) {
      page = list(state, kind, owner, query.after(all.getLast().id()));
      all.addAll(page.entries());
    }
    assertThat(all).isEqualTo(expected(kind, owner, order, wanted));
  }

  private static Page<StoredObject> list(State state, Kind kind, String owner, Query query) {
    return state.read(r -> r.list(kind, owner, query));
  }

  private List<StoredObject> expected(
      Kind kind, String owner, Order order, Map<String, String> wanted) {
    Comparator<Twin> age =
        Comparator.comparing((Twin twin) -> twin.object().created()).thenComparing(Twin::number);
    Stream<Twin> matching =
        twins.values().stream()
            .filter(twin -> twin.object().kind() == kind && twin.object().owner().equals(owner))
            .filter(twin -> twin.object().attributes().entrySet().containsAll(wanted.entrySet()));
    return matching
        .sorted(order == Order.OLDEST_FIRST ? age : age.reversed())
        .map(Twin::object)
        .toList();
  }
}
