package dev.ponder.engine;

import static dev.ponder.engine.Requests.begin;
import static dev.ponder.engine.Requests.joined;
import static dev.ponder.engine.Requests.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.CacheType;
import dev.ponder.engine.Pins.Amount;
import dev.ponder.model.KvBlock;
import dev.ponder.model.KvMemory;
import dev.ponder.model.KvSpan;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.ModelConfig.LayerCache;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is kept for the next turn of a chain, and for how long.
class PinsTest {
  private static final int WINDOW = 40;

  private final KvMemory memory =
      new KvMemory(
          new ModelConfig(
              "none",
              2,
              4096,
              CacheType.F16,
              List.of(new LayerCache(1, 1, 0), new LayerCache(1, 1, WINDOW))));
  private int room = Integer.MAX_VALUE;

  @AfterEach
  void close() {
    memory.close();
  }

  private KvBlock allocate(KvSpan span) {
    if (room-- == 0) {
      throw new OutOfMemoryError("as told");
    }
    return memory.allocate(span);
  }

  private BlockPool pool(int blocks) {
    return new BlockPool(this::allocate, new PoolShape(blocks, 0, 0));
  }

  @Test
  void aChainOutlivesWhatComesAfterIt() {
    BlockPool pool = pool(8);
    int[] chain = prompt(1, 100);
    int[] plain = prompt(2, 100);
    leave(pool, "me", begin("a"), chain);
    leave(pool, "me", plain);
    flood(pool);
    assertThat(found(pool, chain)).isEqualTo(3);
    assertThat(found(pool, plain)).isZero();
    assertThat(pool.available()).isEqualTo(8);
  }

  @Test
  void whatRunsTakesPinnedBlocksWhenThereAreNoOthers() {
    BlockPool pool = pool(6);
    int[] older = prompt(1, 40);
    int[] newer = prompt(2, 70);
    leave(pool, "me", begin("a"), older);
    leave(pool, "me", begin("b"), newer);
    BlockTable table = new BlockTable("you");
    assertThat(pool.extend(table, 4 * 32)).isTrue();
    assertThat(pool.pins().total()).isEqualTo(new Amount(1, 2, 0));
    assertThat(found(pool, older)).isZero();
    assertThat(found(pool, newer)).isEqualTo(2);
    assertThat(pool.extend(table, 6 * 32)).isTrue();
    assertThat(pool.pins().total()).isEqualTo(Amount.NONE);
    pool.checkIntegrity(List.of(table));
  }

  @Test
  void whereNothingIsToBeGainedNothingIsGivenUp() {
    BlockPool pool = pool(4);
    int[] tokens = prompt(1, 64);
    leave(pool, "me", begin("a"), tokens);
    BlockTable heir = new BlockTable("me");
    pool.share(pool.prefix(tokens, 64, "me"), heir);
    BlockTable other = new BlockTable("you");
    assertThat(pool.extend(other, 3 * 32)).isFalse();
    assertThat(pool.pins().total()).isEqualTo(new Amount(1, 2, 0));
    pool.checkIntegrity(List.of(heir, other));
  }

  @Test
  void atMostHalfIsKeptAndTheLongestUnusedGivesWay() {
    BlockPool pool = pool(8);
    int[] first = prompt(1, 64);
    int[] second = prompt(2, 64);
    int[] third = prompt(3, 64);
    leave(pool, "me", begin("a"), first);
    leave(pool, "me", begin("b"), second);
    leave(pool, "me", new Lineage(Optional.of("a"), "c"), first);
    leave(pool, "me", begin("d"), third);
    assertThat(pool.pins().total()).isEqualTo(new Amount(2, 4, 0));
    // What gave way is cached like anything else.
    assertThat(found(pool, second)).isEqualTo(2);
    flood(pool);
    assertThat(found(pool, first)).isEqualTo(2);
    assertThat(found(pool, second)).isZero();
    assertThat(found(pool, third)).isEqualTo(2);
  }

  @Test
  void ofAChainLongerThanThatTheBeginningIsKept() {
    BlockPool pool = pool(8);
    int[] tokens = prompt(1, 6 * 32);
    leave(pool, "me", begin("a"), tokens);
    assertThat(pool.pins().total()).isEqualTo(new Amount(1, 4, 0));
    flood(pool);
    assertThat(found(pool, tokens)).isEqualTo(4);
  }

  @Test
  void whoKeepsTheMostGivesWayToTheOthers() {
    BlockPool pool = pool(16);
    int[] yours = prompt(100, 64);
    leave(pool, "you", begin("a"), yours);
    for (int i = 0; i < 9; i++) {
      leave(pool, "me", begin("a" + i), prompt(i, 64));
    }
    assertThat(pool.pins().total()).isEqualTo(new Amount(4, 8, 0));
    flood(pool);
    assertThat(found(pool, yours)).isEqualTo(2);
    assertThat(found(pool, prompt(5, 64))).isZero();
    assertThat(found(pool, prompt(6, 64))).isEqualTo(2);
  }

  @Test
  void whoKeepsNoMoreThanOthersAgesLikeThem() {
    BlockPool pool = pool(16);
    for (int i = 0; i < 5; i++) {
      leave(pool, "owner " + i, begin("a"), prompt(i, 64));
    }
    flood(pool);
    assertThat(found(pool, prompt(0, 64))).isZero();
    assertThat(found(pool, prompt(1, 64))).isEqualTo(2);
  }

  @Test
  void thereAreOnlySoManyLineages() {
    BlockPool pool = pool(8);
    int[] tokens = prompt(1, 40);
    for (int i = 0; i < Pins.MOST_LINEAGES + 5; i++) {
      BlockTable table = new BlockTable("me");
      pool.share(pool.prefix(tokens, 32, "me"), table);
      pool.extend(table, 32);
      pool.publish(table, 0, tokens);
      pool.pins().pin(begin("a" + i), table, 32, 32);
      pool.release(table);
    }
    assertThat(pool.pins().total()).isEqualTo(new Amount(Pins.MOST_LINEAGES, 1, 0));
    pool.checkIntegrity(List.of());
  }

  @Test
  void aPinMovesToWhatGoesOn() {
    BlockPool pool = pool(16);
    int[] tokens = prompt(1, 70);
    leave(pool, "me", begin("a"), tokens);
    int[] longer = joined(tokens, prompt(2, 64));
    leave(pool, "me", new Lineage(Optional.of("a"), "b"), longer);
    assertThat(pool.pins().total()).isEqualTo(new Amount(1, 4, 0));
    // As in a conversation, which keeps its name.
    int[] longest = joined(longer, prompt(3, 32));
    leave(pool, "me", new Lineage(Optional.of("b"), "b"), longest);
    assertThat(pool.pins().total()).isEqualTo(new Amount(1, 5, 0));
  }

  @Test
  void forksShareWhatTheyHaveInCommon() {
    BlockPool pool = pool(16);
    int[] tokens = prompt(1, 64);
    leave(pool, "me", begin("a"), joined(tokens, prompt(2, 32)));
    leave(pool, "me", begin("b"), joined(tokens, prompt(3, 64)));
    leave(pool, "you", begin("a"), tokens);
    assertThat(pool.pins().total()).isEqualTo(new Amount(3, 5, 0));
    pool.pins().forget("me", "b");
    assertThat(pool.pins().total()).isEqualTo(new Amount(2, 3, 0));
    pool.pins().forget("me", "a");
    assertThat(pool.pins().total()).isEqualTo(new Amount(1, 2, 0));
    pool.pins().forget("you", "a");
    assertThat(pool.pins().total()).isEqualTo(Amount.NONE);
    flood(pool);
    assertThat(found(pool, tokens)).isZero();
  }

  @Test
  void nobodyMovesWhatIsAnothers() {
    BlockPool pool = pool(16);
    int[] mine = prompt(1, 64);
    leave(pool, "me", begin("a"), mine);
    pool.pins().forget("you", "a");
    leave(pool, "you", new Lineage(Optional.of("a"), "a"), prompt(2, 64));
    assertThat(pool.pins().total()).isEqualTo(new Amount(2, 4, 0));
    flood(pool);
    assertThat(found(pool, mine)).isEqualTo(2);
  }

  @Test
  void lessThanABlockIsNotKept() {
    BlockPool pool = pool(4);
    leave(pool, "me", begin("a"), prompt(1, 64));
    leave(pool, "me", new Lineage(Optional.of("a"), "b"), prompt(2, 31));
    assertThat(pool.pins().total()).isEqualTo(Amount.NONE);
  }

  @Test
  void lessMemoryThanPromisedKeepsLess() {
    room = 4;
    BlockPool pool = pool(16);
    leave(pool, "me", begin("a"), prompt(1, 96));
    leave(pool, "me", begin("b"), prompt(2, 96));
    assertThat(pool.capacity()).isEqualTo(4);
    assertThat(pool.pins().total()).isEqualTo(new Amount(1, 2, 0));
  }

  @Test
  void whatTheWindowSeesOfTheEndIsKeptWithIt() {
    BlockPool pool = new BlockPool(this::allocate, new PoolShape(64, WINDOW, 12));
    int[] chain = prompt(1, 32 * 6 + 5);
    int[] plain = prompt(2, 32 * 6 + 5);
    leave(pool, "me", begin("a"), chain);
    leave(pool, "me", plain);
    assertThat(pool.pins().total().windowBlocks()).isEqualTo(3);
    for (int i = 0; i < 8; i++) {
      leave(pool, "you", prompt(10 + i, 96));
    }
    assertThat(pool.prefix(chain, chain.length, "them").blocks()).hasSize(6);
    assertThat(pool.prefix(plain, plain.length, "them").blocks()).isEmpty();
    pool.pins().forget("me", "a");
    pool.checkIntegrity(List.of());
  }

  @Test
  void windowsOfWhatRunsComeBeforeKeptOnes() {
    BlockPool pool = new BlockPool(this::allocate, new PoolShape(64, WINDOW, 6));
    int[] older = prompt(1, 70);
    int[] newer = prompt(2, 40);
    leave(pool, "me", begin("a"), older);
    leave(pool, "me", begin("b"), newer);
    BlockTable table = new BlockTable("you");
    assertThat(pool.extend(table, 4 * 32)).isTrue();
    assertThat(pool.pins().total()).isEqualTo(new Amount(1, 1, 1));
    assertThat(pool.extend(table, 6 * 32)).isTrue();
    assertThat(pool.pins().total()).isEqualTo(Amount.NONE);
    assertThat(pool.extend(table, 7 * 32)).isFalse();
    pool.checkIntegrity(List.of(table));
  }

  /// Much else is asked, more than any of these pools holds.
  private static void flood(BlockPool pool) {
    for (int i = 0; i < 12; i++) {
      leave(pool, "you", prompt(1000 + i, 64));
    }
  }

  /// Whole blocks of those tokens that are in the cache.
  private static int found(BlockPool pool, int[] tokens) {
    return pool.chain(tokens, tokens.length).size();
  }

  private static void leave(BlockPool pool, String owner, int[] tokens) {
    BlockTable table = computed(pool, owner, tokens);
    pool.leave(table, tokens.length, tokens);
    pool.checkIntegrity(List.of());
  }

  private static void leave(BlockPool pool, String owner, Lineage lineage, int[] tokens) {
    BlockTable table = computed(pool, owner, tokens);
    pool.pins().pin(lineage, table, tokens.length, tokens.length);
    pool.checkIntegrity(List.of(table));
    pool.leave(table, tokens.length, tokens);
    pool.checkIntegrity(List.of());
  }

  /// A sequence of those tokens, computed block by block as an engine would.
  private static BlockTable computed(BlockPool pool, String owner, int[] tokens) {
    BlockTable table = new BlockTable(owner);
    int shared = pool.share(pool.prefix(tokens, tokens.length - 1, owner), table);
    for (int at = shared; at < tokens.length; ) {
      int to = Math.min(tokens.length, (at / KvBlock.POSITIONS + 1) * KvBlock.POSITIONS);
      assertThat(pool.extend(table, to)).isTrue();
      if (to % KvBlock.POSITIONS == 0) {
        pool.publish(table, to / KvBlock.POSITIONS - 1, tokens);
      }
      pool.slide(table, to, tokens.length);
      at = to;
    }
    return table;
  }
}
