package dev.ponder.engine;

import static dev.ponder.engine.PrefixIndex.MOST_LOOKED_AT;
import static dev.ponder.engine.PrefixIndex.NOBODY;
import static dev.ponder.engine.Requests.joined;
import static dev.ponder.engine.Requests.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.CacheType;
import dev.ponder.engine.Prefix.Tail;
import dev.ponder.model.KvBlock;
import dev.ponder.model.KvMemory;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.ModelConfig.LayerCache;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What prompts reuse of blocks that they do not share to the end.
class TailTest {
  private static final int WINDOW = 40;

  private final KvMemory memory =
      new KvMemory(
          new ModelConfig(
              "none",
              2,
              4096,
              CacheType.F32,
              List.of(new LayerCache(1, 1, 0), new LayerCache(1, 1, WINDOW))));

  @AfterEach
  void close() {
    memory.close();
  }

  private BlockPool pool(int blocks) {
    return new BlockPool(memory::allocate, new PoolShape(blocks, 0, 0));
  }

  @Test
  void aPromptThatEndsOrPartsWithinABlockFindsItsBeginning() {
    BlockPool pool = pool(16);
    int[] tokens = prompt(1, 75);
    run(pool, "me", tokens);
    int[] longer = joined(tokens, prompt(2, 30));
    assertThat(pool.prefix(longer, longer.length, "me").positions()).isEqualTo(75);
    assertThat(pool.prefix(tokens, 74, "me").positions()).isEqualTo(74);
    assertThat(pool.prefix(tokens, 64, "me").tail()).isEmpty();
    assertThat(pool.prefix(tokens, 63, "me").positions()).isEqualTo(63);
    for (int fork : new int[] {1, 31, 32, 33, 50, 64, 65, 74}) {
      int[] other = joined(Arrays.copyOf(tokens, fork), new int[] {-1, -2});
      assertThat(pool.prefix(other, other.length, "me").positions()).isEqualTo(fork);
    }
    assertThat(pool.prefix(prompt(2, 40), 40, "me").positions()).isZero();
  }

  @Test
  void itIsCopiedAndStaysAsItWas() {
    BlockPool pool = pool(16);
    int[] tokens = prompt(1, 40);
    run(pool, "me", tokens);
    Prefix prefix = pool.prefix(tokens, 39, "me");
    Block source = prefix.tail().orElseThrow().block();
    BlockTable heir = new BlockTable("me");
    assertThat(pool.share(prefix, heir)).isEqualTo(39);
    assertThat(heir.block(1)).isNotSameAs(source);
    assertThat(mark(heir.block(1).kv())).isEqualTo(mark(source.kv()));
    assertThat(mark(source.kv())).isEqualTo(1);
    mark(heir.block(1).kv(), 99);
    assertThat(mark(source.kv())).isEqualTo(1);
    pool.checkIntegrity(List.of(heir));
  }

  @Test
  void othersFindWholeBlocksOnly() {
    BlockPool pool = pool(16);
    int[] tokens = prompt(1, 75);
    run(pool, "me", tokens);
    for (String owner : List.of("you", NOBODY)) {
      assertThat(pool.prefix(tokens, 75, owner).positions()).isEqualTo(64);
      assertThat(pool.prefix(tokens, 60, owner).positions()).isEqualTo(32);
      assertThat(pool.prefix(tokens, 20, owner).positions()).isZero();
    }
  }

  @Test
  void eachHasItsOwnAlthoughAnotherSaidTheSame() {
    BlockPool pool = pool(16);
    int[] tokens = prompt(1, 40);
    run(pool, "me", tokens);
    run(pool, "you", tokens);
    // Whatever this one finds must not tell that the other was there.
    assertThat(pool.prefix(tokens, 40, "you").positions()).isEqualTo(40);
    assertThat(pool.prefix(tokens, 40, "me").positions()).isEqualTo(40);
    assertThat(pool.cached()).isEqualTo(3);
  }

  @Test
  void whoHasUsedAWholeBlockMayPartFromIt() {
    BlockPool pool = pool(16);
    int[] tokens = prompt(1, 64);
    run(pool, "me", tokens);
    BlockTable reader = new BlockTable("you");
    pool.share(pool.prefix(tokens, 64, "you"), reader);
    pool.release(reader);
    assertThat(pool.prefix(tokens, 50, "you").positions()).isEqualTo(50);
    BlockTable stranger = new BlockTable(NOBODY);
    pool.share(pool.prefix(tokens, 64, NOBODY), stranger);
    pool.release(stranger);
    assertThat(pool.prefix(tokens, 50, "you").positions()).isEqualTo(50);
    pool.checkIntegrity(List.of());
  }

  @Test
  void nobodyLeavesNothingButWholeBlocks() {
    BlockPool pool = pool(16);
    run(pool, NOBODY, prompt(1, 40));
    assertThat(pool.cached()).isEqualTo(1);
    assertThat(pool.prefix(prompt(1, 40), 20, NOBODY).positions()).isZero();
  }

  @Test
  void theFullestOfTheSameContentIsKept() {
    BlockPool pool = pool(16);
    int[] tokens = prompt(1, 64);
    run(pool, "me", Arrays.copyOf(tokens, 40));
    run(pool, "me", Arrays.copyOf(tokens, 50));
    run(pool, "me", Arrays.copyOf(tokens, 45));
    assertThat(pool.cached()).isEqualTo(2);
    assertThat(pool.prefix(tokens, 64, "me").positions()).isEqualTo(50);
    run(pool, "me", tokens);
    assertThat(pool.cached()).isEqualTo(2);
    assertThat(pool.prefix(tokens, 64, "me").tail()).isEmpty();
    run(pool, "me", Arrays.copyOf(tokens, 50));
    assertThat(pool.cached()).isEqualTo(2);
  }

  @Test
  void withoutRoomForACopyTheWholeBlocksAreShared() {
    BlockPool pool = pool(3);
    int[] tokens = prompt(1, 40);
    run(pool, "me", tokens);
    BlockTable greedy = new BlockTable("you");
    pool.extend(greedy, 32);
    BlockTable heir = new BlockTable("me");
    assertThat(pool.share(pool.prefix(tokens, 39, "me"), heir)).isEqualTo(32);
    pool.checkIntegrity(List.of(greedy, heir));
    assertThat(pool.prefix(tokens, 39, "me").positions()).isEqualTo(39);
  }

  @Test
  void goesBeforeWhatItHangsOn() {
    BlockPool pool = pool(2);
    int[] tokens = prompt(1, 40);
    run(pool, "me", tokens);
    BlockTable newcomer = new BlockTable("you");
    pool.extend(newcomer, 32);
    assertThat(pool.prefix(tokens, 40, "me").positions()).isEqualTo(32);
    pool.checkIntegrity(List.of(newcomer));
  }

  /// However many forks there are, the same number is looked at.
  @Test
  void ofManyForksTheNewestAreLookedAt() {
    BlockPool pool = pool(4 * MOST_LOOKED_AT);
    int[] start = prompt(1, 32);
    for (int fork = 0; fork <= MOST_LOOKED_AT; fork++) {
      run(pool, "me", joined(start, new int[] {fork, 7, 7}));
    }
    run(pool, "you", joined(start, new int[] {0, 7, 7}));
    assertThat(found(pool, "me", joined(start, new int[] {0, 7, 7}))).isZero();
    assertThat(found(pool, "me", joined(start, new int[] {1, 7, 7}))).isEqualTo(3);
    assertThat(found(pool, "me", joined(start, new int[] {MOST_LOOKED_AT, 7}))).isEqualTo(2);
    // Those of others do not count.
    assertThat(found(pool, "you", joined(start, new int[] {0, 7, 7}))).isEqualTo(3);
  }

  private static int found(BlockPool pool, String owner, int[] tokens) {
    return pool.prefix(tokens, tokens.length, owner).tail().map(Tail::positions).orElse(0);
  }

  @Test
  void itsWindowIsCopiedToo() {
    BlockPool pool = new BlockPool(memory::allocate, new PoolShape(16, WINDOW, 6));
    int[] tokens = prompt(1, 75);
    run(pool, "me", tokens);
    Prefix prefix = pool.prefix(tokens, 74, "me");
    Block source = prefix.tail().orElseThrow().block();
    BlockTable heir = new BlockTable("me");
    assertThat(pool.share(prefix, heir)).isEqualTo(74);
    assertThat(heir.endWindowed()).isEqualTo(3);
    assertThat(heir.windowed(2)).isNotSameAs(source.window().orElseThrow());
    assertThat(mark(heir.windowed(2).kv())).isEqualTo(-2);
    pool.checkIntegrity(List.of(heir));
    pool.leave(heir, 74, tokens);
    pool.checkIntegrity(List.of());
  }

  @Test
  void withoutItsWindowTheWholeBlocksAreShared() {
    BlockPool pool = new BlockPool(memory::allocate, new PoolShape(16, WINDOW, 3));
    int[] tokens = prompt(1, 75);
    run(pool, "me", tokens);
    // All windows go, those of the leaf first.
    BlockTable other = new BlockTable("you");
    assertThat(pool.extend(other, 32)).isTrue();
    assertThat(pool.prefix(tokens, 74, "me").positions()).isEqualTo(64);
    assertThat(pool.extend(other, 96)).isTrue();
    assertThat(pool.prefix(tokens, 74, "me").positions()).isZero();
    pool.release(other);
    // What is computed again has its window.
    run(pool, "me", tokens);
    assertThat(pool.prefix(tokens, 74, "me").positions()).isEqualTo(74);
  }

  /// Computes a sequence of those tokens, as an engine would without looking for a prefix, and lets
  /// it go. Each block is marked with its number, and its window with that below zero.
  private static void run(BlockPool pool, String owner, int[] tokens) {
    BlockTable table = new BlockTable(owner);
    assertThat(pool.extend(table, tokens.length)).isTrue();
    for (int i = 0; i < table.size(); i++) {
      mark(table.block(i).kv(), i);
    }
    for (int i = table.firstWindowed(); i < table.endWindowed(); i++) {
      mark(table.windowed(i).kv(), -i);
    }
    for (int block = 0; block < tokens.length / KvBlock.POSITIONS; block++) {
      pool.publish(table, block, tokens);
    }
    pool.leave(table, tokens.length, tokens);
    pool.checkIntegrity(List.of());
  }

  private static void mark(KvBlock block, int mark) {
    block.memory().set(ValueLayout.JAVA_INT, 4, mark);
  }

  private static int mark(KvBlock block) {
    return block.memory().get(ValueLayout.JAVA_INT, 4);
  }
}
