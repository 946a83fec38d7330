package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.compute.CacheType;
import dev.ponder.engine.EngineOptions;
import dev.ponder.model.ModelConfig;
import dev.ponder.model.ModelConfig.LayerCache;
import dev.ponder.model.ModelNeeds;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// A model like Qwen3-0.6B on machines of several sizes.
class CapacityTest {
  private static final long GIBIBYTE = 1L << 30;

  private static ModelNeeds needs(CacheType type) {
    ModelConfig config =
        new ModelConfig(
            "qwen3", 151936, 262144, type, Collections.nCopies(28, new LayerCache(8, 128, 0)));
    return new ModelNeeds(config, 600L << 20, 40L << 20);
  }

  private static EngineOptions options(int context, CacheType type, long available) {
    return new Capacity(2, context, 1, type).engineOptions(needs(type), available);
  }

  @Test
  void aLongContextFitsInBytesWhereHalvesDoNot() {
    assertThatThrownBy(() -> options(200_000, CacheType.F16, 18 * GIBIBYTE))
        .isInstanceOf(Mistake.class)
        .hasMessage(
            "a context of 200000 tokens takes 21.4 GiB of f16 cache, but there is memory for 15.4"
                + " GiB, that is --context 144288; with --cache-type q8_0 it takes 11.3 GiB");
    EngineOptions options = options(200_000, CacheType.Q8_0, 18 * GIBIBYTE);
    assertThat(options.contextLength()).isEqualTo(200_000);
    assertThat(options.kvBlocks()).isEqualTo(6250);
  }

  @Test
  void saysWhatFitsWhenNeitherDoes() {
    assertThatThrownBy(() -> options(200_000, CacheType.F16, 3 * GIBIBYTE))
        .hasMessageEndingWith("with --cache-type q8_0 it takes 11.3 GiB, and 33696 tokens fit");
    assertThatThrownBy(() -> options(200_000, CacheType.Q8_0, 3 * GIBIBYTE))
        .hasMessageEndingWith("GiB, that is --context 33696");
  }

  @Test
  void takesTheLongestContextThatFits() {
    assertThat(options(0, CacheType.F16, 3 * GIBIBYTE).contextLength()).isBetween(15_000, 20_000);
    assertThat(options(0, CacheType.F16, 100 * GIBIBYTE).contextLength()).isEqualTo(262_144);
  }

  @Test
  void refusesWhatNeverFits() {
    assertThatThrownBy(() -> options(262_145, CacheType.F16, 100 * GIBIBYTE))
        .hasMessage(
            "--context 262145 is more than the 262144 tokens that the model was trained for");
    assertThatThrownBy(() -> options(100, CacheType.F16, 800L << 20))
        .hasMessage(
            "the model takes 600.0 MiB of weights and 40.0 MiB of activations, the program some"
                + " 256.0 MiB, but only 800.0 MiB of memory is available");
    assertThatThrownBy(() -> options(0, CacheType.Q8_0, 897L << 20))
        .hasMessage(
            "a context of 2 tokens takes 1.9 MiB of q8_0 cache, but there is memory for 921.6 KiB");
  }
}
