package dev.ponder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.compute.CacheType;
import dev.ponder.model.KvSpan;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.ModelConfig.LayerCache;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachePlanTest {
  private static final int STEP = 512;

  /// As Qwen3-0.6B: 112 KiB per position.
  private static final ModelConfig PLAIN =
      new ModelConfig(
          "qwen3",
          151936,
          40960,
          CacheType.F16,
          Collections.nCopies(28, new LayerCache(8, 128, 0)));

  private static final long BLOCK = PLAIN.blockBytes(KvSpan.WHOLE);

  /// As gpt-oss-20b.
  private static final ModelConfig ALTERNATING = alternating(24, 128);

  private static ModelConfig alternating(int layers, int window) {
    List<LayerCache> list = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      list.add(new LayerCache(8, 64, i % 2 == 0 ? window : 0));
    }
    return new ModelConfig("gpt-oss", 201088, 131072, CacheType.F16, list);
  }

  @Test
  void aTypeHasItsSize() {
    assertThat(BLOCK).isEqualTo(2L * 28 * 8 * 128 * 2 * 32);
    assertThat(PLAIN.withCacheType(CacheType.F32).blockBytes(KvSpan.WHOLE)).isEqualTo(2 * BLOCK);
    assertThat(PLAIN.withCacheType(CacheType.Q8_0).blockBytes(KvSpan.WHOLE))
        .isEqualTo(BLOCK * 34 / 64);
    assertThat(PLAIN.blockBytes(KvSpan.WINDOW)).isZero();
  }

  @Test
  void takesWhatAllSequencesCanUseOrWhatFits() {
    CachePlan plan = CachePlan.within(200 * BLOCK + 1, PLAIN, new CachePlan.Wish(4096, 4, STEP));
    assertThat(plan).isEqualTo(new CachePlan(4096, 4, 200, 0, 200 * BLOCK));
    plan = CachePlan.within(1000 * BLOCK, PLAIN, new CachePlan.Wish(4096, 4, STEP));
    assertThat(plan.kvBlocks()).isEqualTo(512);
  }

  @Test
  void refusesAContextThatDoesNotFit() {
    CachePlan.Wish wish = new CachePlan.Wish(4096, 4, STEP);
    assertThat(CachePlan.leastBytes(PLAIN, wish)).isEqualTo(128 * BLOCK);
    assertThat(CachePlan.within(128 * BLOCK, PLAIN, wish).kvBlocks()).isEqualTo(128);
    assertThatThrownBy(() -> CachePlan.within(128 * BLOCK - 1, PLAIN, wish))
        .hasMessage(
            "a context of 4096 positions takes 469762048 bytes of cache, but it may use only"
                + " 469762047");
    assertThatThrownBy(() -> CachePlan.within(BLOCK - 1, PLAIN, new CachePlan.Wish(0, 1, STEP)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findsTheLongestContext() {
    CachePlan.Wish any = new CachePlan.Wish(0, 1, STEP);
    assertThat(CachePlan.longestContext(10 * BLOCK + 5, PLAIN, any)).isEqualTo(320);
    assertThat(CachePlan.longestContext(Long.MAX_VALUE, PLAIN, any)).isEqualTo(40960);
    assertThat(CachePlan.longestContext(5, PLAIN, any)).isZero();
    assertThat(CachePlan.within(100 * BLOCK, PLAIN, any).contextLength()).isEqualTo(3200);
  }

  @Test
  void windowsTakeWhatTheySee() {
    CachePlan.Wish whole = new CachePlan.Wish(131_072, 1, STEP);
    long positions = CachePlan.leastBytes(ALTERNATING, whole) / (24 * 1024);
    // 128 positions back, rounded to blocks, and a step, for half of the layers.
    assertThat(positions).isEqualTo(131_072 + (6 + 16) * 32);
    CachePlan plan = CachePlan.within(8L << 30, ALTERNATING, new CachePlan.Wish(131_072, 4, STEP));
    assertThat(plan.sequences()).isEqualTo(4);
    assertThat(plan.windowBlocks()).isEqualTo(4 * 6 + 16 + 4 * 7);
    assertThat(plan.bytes()).isLessThanOrEqualTo(8L << 30);
  }

  @Test
  void aWindowLongerThanTheContextTakesNoMoreThanTheContext() {
    ModelConfig wide = alternating(24, 100_000);
    assertThat(CachePlan.leastBytes(wide, new CachePlan.Wish(1024, 1, STEP)))
        .isEqualTo(1024 * 2 * 24 * 1024L);
  }

  @Test
  void fewerSequencesRunWhereTheirWindowsDoNotFit() {
    ModelConfig wide = alternating(24, 4096);
    CachePlan.Wish wish = new CachePlan.Wish(8192, 16, STEP);
    CachePlan plan = CachePlan.within(CachePlan.leastBytes(wide, wish) - 1, wide, wish);
    assertThat(plan.sequences()).isEqualTo(15);
    CachePlan open = CachePlan.within(1L << 30, wide, new CachePlan.Wish(0, 16, STEP));
    assertThat(open.sequences()).isBetween(1, 15);
    assertThat(open.contextLength()).isGreaterThan(4096);
    assertThat(open.bytes()).isBetween((1L << 30) - (1 << 20), 1L << 30);
  }

  @Test
  void aModelOfWindowsOnlyHasRoomForAnyContext() {
    List<LayerCache> layers = Collections.nCopies(8, new LayerCache(4, 64, 256));
    ModelConfig config = new ModelConfig("windows", 100, 1 << 20, CacheType.F16, layers);
    CachePlan plan = CachePlan.within(32L << 20, config, new CachePlan.Wish(0, 2, 64));
    assertThat(plan.contextLength()).isEqualTo(1 << 20);
    assertThat(plan.kvBlocks()).isEqualTo(2 << 15);
    assertThat(plan.bytes()).isLessThanOrEqualTo(32L << 20);
  }
}
