package dev.ponder.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.Json;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class GrammarCacheTest {

  private static Form constant(String value) {
    return new Form.Schema(Json.object().put("const", value).build());
  }

  @Test
  void equalFormsAreOneGrammar() {
    GrammarCache cache = new GrammarCache(4, 1L << 30);
    assertThat(cache.of(constant("a"))).isSameAs(cache.of(constant("a")));
    assertThat(cache.of(constant("a"))).isNotSameAs(cache.of(constant("b")));
  }

  @Test
  void manyWhoAskAtOnceGetTheSameOne() {
    GrammarCache cache = new GrammarCache(4, 1L << 30);
    Set<Grammar> grammars =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        threads.execute(() -> grammars.add(cache.of(constant("a"))));
      }
    }
    assertThat(grammars).hasSize(1);
  }

  @Test
  void theLeastRecentlyUsedMakesRoom() {
    GrammarCache cache = new GrammarCache(2, 1L << 30);
    Grammar first = cache.of(constant("a"));
    cache.of(constant("b"));
    cache.of(constant("a"));
    cache.of(constant("c"));
    assertThat(cache.size()).isEqualTo(2);
    assertThat(cache.of(constant("a"))).isSameAs(first);
  }

  @Test
  void largeOnesMakeRoomToo() {
    GrammarCache cache = new GrammarCache(10, 1);
    cache.of(constant("a"));
    Grammar last = cache.of(constant("b"));
    assertThat(cache.size()).isEqualTo(1);
    assertThat(cache.of(constant("b"))).isSameAs(last);
  }

  @Test
  void whatDoesNotCompileIsNotKept() {
    GrammarCache cache = new GrammarCache(10, 1 << 20);
    assertThatThrownBy(() -> cache.of(new Form.Expression("(")))
        .isInstanceOf(DefinitionException.class);
    assertThat(cache.size()).isZero();
  }
}
