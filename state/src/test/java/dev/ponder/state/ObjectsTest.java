package dev.ponder.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aStoredObjectIsThereAfterReopening(@TempDir Path folder) {
    StoredObject object =
        new StoredObject(
            Kind.RESPONSE,
            "resp_1",
            "p",
            NOW,
            Optional.empty(),
            Map.of("a", "b\u0000\\"),
            body("x"));
    Place place = new Place(Kind.RESPONSE, "resp_1", "input");
    try (State state = State.open(new Location.Folder(folder))) {
      state.write(writer -> {
        writer.insert(object);
        writer.append(place, "p", List.of(new StoredItem("msg_1", body("hello"))));
        return true;
      });
    }
    try (State state = State.open(new Location.Folder(folder))) {
      assertThat(state.<Optional<StoredObject>>read(r -> r.find(Kind.RESPONSE, "p", "resp_1")))
          .contains(object);
      assertThat(state.<List<StoredItem>>read(r -> r.allItems(place, "p"))).hasSize(1);
      assertThat(state.<Optional<FoundItem>>read(r -> r.item("p", "msg_1")))
          .contains(new FoundItem(place, new StoredItem("msg_1", body("hello"))));
      assertThat(state.<Optional<FoundItem>>read(r -> r.item("q", "msg_1"))).isEmpty();
      assertThat(
              state
                  .<Page<StoredObject>>read(r ->
                      r.list(
                          Kind.RESPONSE,
                          "p",
                          Query.first(10, Order.NEWEST_FIRST).with(Map.of("a", "b\u0000\\"))))
                  .entries())
          .containsExactly(object);
    }
  }

  @Test
  void aFailedTransactionLeavesNothing() {
    try (State state = State.temporary()) {
      assertThatThrownBy(() ->
              state.write(writer -> {
                writer.insert(StoredObject.of(Kind.FILE, "f", "p", NOW, body("x")));
                throw new IllegalStateException("no");
              }))
          .hasMessage("no");
      assertThat(state.<Optional<StoredObject>>read(r -> r.find(Kind.FILE, "p", "f"))).isEmpty();
    }
  }

  private static Json.Obj body(String text) {
    return Json.object().put("text", text).build();
  }
}
