package dev.ponder.engine;

import static dev.ponder.engine.PrefixIndex.NOBODY;
import static dev.ponder.engine.Requests.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.model.KvBlock;
import dev.ponder.model.KvMemory;
import dev.ponder.model.KvSpan;
import dev.ponder.model.ModelConfig;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockPoolTest {
  private int allocated;
  private final KvMemory memory = new KvMemory(ModelConfig.uniform("none", 2, 4096, 1, 1));
  private final BlockPool pool = new BlockPool(this::allocate, new PoolShape(4, 0, 0));

  @AfterEach
  void close() {
    memory.close();
  }

  private KvBlock allocate(KvSpan span) {
    allocated++;
    return memory.allocate(span);
  }

  @Test
  void allocatesWhenNeededAndNoMoreThanItMay() {
    BlockTable table = new BlockTable(NOBODY);
    assertThat(pool.extend(table, 1)).isTrue();
    assertThat(pool.extend(table, 32)).isTrue();
    assertThat(allocated).isEqualTo(1);
    assertThat(pool.extend(table, 33)).isTrue();
    assertThat(allocated).isEqualTo(2);
    assertThat(pool.extend(table, 129)).isFalse();
    assertThat(allocated).isEqualTo(4);
    pool.release(table);
    assertThat(pool.available()).isEqualTo(4);
    pool.checkIntegrity(List.of());
  }

  @Test
  void recyclesBlocksThatWereNotFull() {
    BlockTable table = new BlockTable(NOBODY);
    for (int i = 0; i < 10; i++) {
      pool.extend(table, 40);
      pool.release(table);
    }
    assertThat(allocated).isEqualTo(2);
    pool.checkIntegrity(List.of());
  }

  @Test
  void findsFullBlocksByTheirWholePrefix() {
    int[] tokens = prompt(1, 96);
    fill(tokens, 96);
    assertThat(pool.prefix(tokens, 96, NOBODY).blocks()).hasSize(3);
    assertThat(pool.prefix(tokens, 95, NOBODY).blocks()).hasSize(2);
    assertThat(pool.prefix(tokens, 31, NOBODY).blocks()).isEmpty();
    // The second block's tokens alone are not the second block.
    assertThat(pool.prefix(Arrays.copyOfRange(tokens, 32, 96), 64, NOBODY).blocks()).isEmpty();
    tokens[40]++;
    assertThat(pool.prefix(tokens, 96, NOBODY).blocks()).hasSize(1);
  }

  @Test
  void equalHashesAreNotEqualTokens() {
    int[] one = new int[32];
    int[] other = new int[32];
    one[30] = 1;
    other[31] = 31;
    assertThat(Arrays.hashCode(one)).isEqualTo(Arrays.hashCode(other));
    fill(one, 32);
    assertThat(pool.prefix(one, 32, NOBODY).blocks()).hasSize(1);
    assertThat(pool.prefix(other, 32, NOBODY).blocks()).isEmpty();
    fill(other, 32);
    assertThat(pool.prefix(one, 32, NOBODY).blocks())
        .isNotEqualTo(pool.prefix(other, 32, NOBODY).blocks())
        .hasSize(1);
  }

  @Test
  void evictsWhatWasUnusedLongestAndLeavesFirst() {
    int[] first = prompt(1, 64);
    int[] second = prompt(2, 64);
    fill(first, 64);
    fill(second, 64);
    BlockTable reader = new BlockTable(NOBODY);
    pool.share(pool.prefix(first, 64, NOBODY), reader);
    pool.release(reader);
    BlockTable newcomer = new BlockTable(NOBODY);
    pool.extend(newcomer, 32);
    assertThat(pool.prefix(second, 64, NOBODY).blocks()).hasSize(1);
    pool.extend(newcomer, 96);
    assertThat(pool.prefix(second, 64, NOBODY).blocks()).isEmpty();
    assertThat(pool.prefix(first, 64, NOBODY).blocks()).hasSize(1);
    pool.checkIntegrity(List.of(newcomer));
  }

  @Test
  void neverEvictsWhatSomebodyHolds() {
    int[] tokens = prompt(1, 64);
    fill(tokens, 64);
    BlockTable reader = new BlockTable(NOBODY);
    pool.share(pool.prefix(tokens, 64, NOBODY), reader);
    BlockTable greedy = new BlockTable(NOBODY);
    assertThat(pool.extend(greedy, 96)).isFalse();
    assertThat(greedy.size()).isEqualTo(2);
    assertThat(pool.prefix(tokens, 64, NOBODY).blocks()).hasSize(2);
    pool.checkIntegrity(List.of(reader, greedy));
    assertThatThrownBy(() -> pool.checkIntegrity(List.of(reader)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2 blocks are held, not 4");
  }

  @Test
  void sharedBlocksReturnWithTheirLastHolder() {
    int[] tokens = prompt(1, 32);
    fill(tokens, 32);
    BlockTable one = new BlockTable(NOBODY);
    BlockTable two = new BlockTable(NOBODY);
    pool.share(pool.prefix(tokens, 32, NOBODY), one);
    pool.share(pool.prefix(tokens, 32, NOBODY), two);
    pool.checkIntegrity(List.of(one, two));
    pool.release(one);
    assertThat(pool.available()).isEqualTo(3);
    pool.release(two);
    assertThat(pool.available()).isEqualTo(4);
    assertThat(pool.cached()).isEqualTo(1);
  }

  @Test
  void makesDoWithTheMemoryThereIs() {
    BlockPool small =
        new BlockPool(
            span -> {
              if (++allocated > 2) {
                throw new OutOfMemoryError("none left");
              }
              return memory.allocate(span);
            },
            new PoolShape(100, 0, 0));
    BlockTable table = new BlockTable(NOBODY);
    assertThat(small.extend(table, 96)).isFalse();
    assertThat(small.capacity()).isEqualTo(2);
    small.release(table);
    assertThat(small.extend(table, 64)).isTrue();
    assertThat(allocated).isEqualTo(3);
    small.checkIntegrity(List.of(table));
  }

  /// Computes a sequence of those tokens and lets it go.
  private void fill(int[] tokens, int length) {
    BlockTable table = new BlockTable(NOBODY);
    assertThat(pool.extend(table, length)).isTrue();
    for (int block = 0; block < length / KvBlock.POSITIONS; block++) {
      pool.publish(table, block, tokens);
    }
    pool.release(table);
    pool.checkIntegrity(List.of());
  }
}
