package dev.ponder.engine;

import static dev.ponder.engine.PrefixIndex.NOBODY;
import static dev.ponder.engine.Requests.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.compute.CacheType;
import dev.ponder.model.KvBlock;
import dev.ponder.model.KvMemory;
import dev.ponder.model.KvSpan;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.ModelConfig.LayerCache;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Blocks of layers with a window of 40: what a position sees are its own block and one or two
/// before.
class WindowPoolTest {
  private static final int WINDOW = 40;

  private final KvMemory memory =
      new KvMemory(
          new ModelConfig("none", 2, 4096, CacheType.F16, List.of(new LayerCache(1, 1, WINDOW))));
  private int allocated;
  private final BlockPool pool = pool(5);

  private BlockPool pool(int windowBlocks) {
    return new BlockPool(this::allocate, new PoolShape(64, WINDOW, windowBlocks));
  }

  private KvBlock allocate(KvSpan span) {
    allocated += span == KvSpan.WINDOW ? 1 : 0;
    return memory.allocate(span);
  }

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void aLongSequenceTakesItsWindowOnly() {
    BlockTable table = new BlockTable(NOBODY);
    int[] tokens = prompt(1, 32 * 40);
    compute(table, tokens, 0, tokens.length, 0);
    assertThat(table.size()).isEqualTo(40);
    assertThat(table.firstWindowed()).isEqualTo(38);
    assertThat(table.endWindowed()).isEqualTo(40);
    assertThat(allocated).isEqualTo(5);
    pool.checkIntegrity(List.of(table));
  }

  @Test
  void aPrefixIsFoundAsFarAsItsWindowIsThere() {
    BlockTable table = new BlockTable(NOBODY);
    int[] tokens = prompt(1, 32 * 10);
    compute(table, tokens, 0, tokens.length, 0);
    pool.release(table);
    // Of the windows, those of the last five blocks are there.
    assertThat(pool.prefix(tokens, tokens.length, NOBODY).blocks()).hasSize(10);
    assertThat(pool.prefix(tokens, 32 * 7, NOBODY).blocks()).hasSize(7);
    assertThat(pool.prefix(tokens, 32 * 6, NOBODY).blocks()).isEmpty();
    BlockTable heir = new BlockTable(NOBODY);
    pool.share(pool.prefix(tokens, tokens.length, NOBODY), heir);
    assertThat(heir.size()).isEqualTo(10);
    assertThat(heir.firstWindowed()).isEqualTo(8);
    pool.checkIntegrity(List.of(heir));
  }

  @Test
  void theEndOfThePromptIsKeptLongerThanWhatTheWindowPassed() {
    BlockPool larger = pool(9);
    BlockTable table = new BlockTable(NOBODY);
    int[] tokens = prompt(1, 32 * 20);
    for (int at = 0; at < tokens.length; at += 16) {
      larger.extend(table, at + 16);
      if ((at + 16) % 32 == 0) {
        larger.publish(table, at / 32, tokens);
      }
      larger.slide(table, at + 16, 32 * 6 + 5);
    }
    larger.release(table);
    assertThat(larger.prefix(tokens, 32 * 7, NOBODY).blocks()).hasSize(7);
    assertThat(larger.prefix(tokens, 32 * 6, NOBODY).blocks()).hasSize(6);
    assertThat(larger.prefix(tokens, 32 * 4, NOBODY).blocks()).isEmpty();
    assertThat(larger.prefix(tokens, 32 * 20, NOBODY).blocks()).hasSize(20);
    larger.checkIntegrity(List.of());
  }

  @Test
  void sequencesThatComputeTheSameShareOneCopy() {
    int[] tokens = prompt(1, 64);
    BlockTable one = new BlockTable(NOBODY);
    BlockTable other = new BlockTable(NOBODY);
    compute(one, tokens, 0, 64, 0);
    compute(other, tokens, 0, 64, 0);
    assertThat(other.windowed(1)).isSameAs(one.windowed(1));
    pool.checkIntegrity(List.of(one, other));
    pool.release(one);
    pool.release(other);
    pool.checkIntegrity(List.of());
    assertThat(pool.prefix(tokens, 64, NOBODY).blocks()).hasSize(2);
  }

  @Test
  void whatOneComputesAgainCompletesWhatIsCached() {
    int[] tokens = prompt(1, 32 * 10);
    BlockTable table = new BlockTable(NOBODY);
    compute(table, tokens, 0, tokens.length, 0);
    pool.release(table);
    assertThat(pool.prefix(tokens, 64, NOBODY).blocks()).isEmpty();
    compute(table, tokens, 0, 64, 0);
    pool.release(table);
    assertThat(pool.prefix(tokens, 64, NOBODY).blocks()).hasSize(2);
    pool.checkIntegrity(List.of());
  }

  @Test
  void aBlockThatIsEvictedTakesItsWindowAlong() {
    BlockPool tight = new BlockPool(this::allocate, new PoolShape(4, WINDOW, 8));
    BlockTable table = new BlockTable(NOBODY);
    int[] tokens = prompt(1, 128);
    for (int i = 0; i < 2; i++) {
      tight.extend(table, 128);
      for (int block = 0; block < 4; block++) {
        tight.publish(table, block, tokens);
      }
      tight.release(table);
      tight.checkIntegrity(List.of());
      tokens = prompt(2, 128);
    }
    assertThat(allocated).isEqualTo(4);
  }

  /// Computes positions block by block, as an engine would.
  private void compute(BlockTable table, int[] tokens, int from, int to, int resumption) {
    for (int at = from; at < to; at += KvBlock.POSITIONS) {
      assertThat(pool.extend(table, at + KvBlock.POSITIONS)).isTrue();
      pool.publish(table, at / KvBlock.POSITIONS, tokens);
      pool.slide(table, at + KvBlock.POSITIONS, resumption);
    }
  }
}
