package dev.ponder.state;

import static dev.ponder.state.Samples.NOW;
import static dev.ponder.state.Samples.OWNER;
import static dev.ponder.state.Samples.input;
import static dev.ponder.state.Samples.insert;
import static dev.ponder.state.Samples.items;
import static dev.ponder.state.Samples.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Many at once: transactions that share a commit stay apart.
class ConcurrencyTest {
  private static final int CALLERS = 8;
  private static final int ROUNDS = 6;

  @ParameterizedTest
  @EnumSource
  void noUpdateIsLostAndNoFailureReachesOthers(Backing backing, @TempDir Path folder)
      throws Exception {
    try (State state = backing.open(folder, Clock.fixed(NOW, ZoneOffset.UTC))) {
      insert(state, response("counter").withBody(count(0)));
      List<Callable<Integer>> callers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        String name = "c" + caller;
        callers.add(() -> work(state, name));
      }
      assertThat(sum(callers)).isEqualTo(CALLERS * ROUNDS / 3);
      StoredObject counter = state.read(r -> r.find(Kind.RESPONSE, OWNER, "counter").orElseThrow());
      assertThat(counter.body()).isEqualTo(count(CALLERS * ROUNDS * 2 / 3));
      List<StoredItem> items = state.read(r -> r.allItems(input("counter"), OWNER));
      assertThat(items).hasSize(CALLERS * ROUNDS * 2 / 3);
    }
  }

  private static int sum(List<Callable<Integer>> callers) throws Exception {
    int failures = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> each : threads.invokeAll(callers)) {
        failures += each.get();
      }
    }
    return failures;
  }

  /// Every third transaction fails at its end. Views in between are whole.
  private static int work(State state, String name) {
    int failures = 0;
    for (int round = 0; round < ROUNDS; round++) {
      boolean fails = round % 3 == 2;
      String item = name + "-" + round;
      try {
        state.write(writer -> countUp(writer, item, fails));
      } catch (IllegalStateException e) {
        failures++;
      }
      state.read(ConcurrencyTest::assertWhole);
    }
    return failures;
  }

  private static boolean countUp(Writer writer, String item, boolean fails) {
    writer.update(
        Kind.RESPONSE, OWNER, "counter", old -> old.withBody(count(count(old.body()) + 1)));
    writer.append(input("counter"), OWNER, items(item));
    if (fails) {
      throw new IllegalStateException(item);
    }
    return true;
  }

  private static boolean assertWhole(Reader reader) {
    StoredObject counter = reader.find(Kind.RESPONSE, OWNER, "counter").orElseThrow();
    assertThat(reader.allItems(input("counter"), OWNER)).hasSize(count(counter.body()));
    return true;
  }

  private static Json.Obj count(int value) {
    return Json.object().put("count", value).build();
  }

  private static int count(Json.Obj body) {
    return (int) ((Json.Num) body.member("count").orElseThrow()).doubleValue();
  }
}
