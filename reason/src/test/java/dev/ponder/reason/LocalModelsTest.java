package dev.ponder.reason;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.core.ModelInfo;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalModelsTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);

  private static LocalModels models(String name) {
    return LocalModels.of(name, SHA256, Instant.EPOCH, 1_024);
  }

  @Test
  void theAliasIsTheSameModelWithItsThinkingHidden() {
    LocalModels models = models("reasoner-2m");
    assertThat(models.models()).extracting(ModelInfo::id).containsExactly("reasoner-2m", "o4-mini");
    assertThat(models.models())
        .extracting(ModelInfo::version)
        .containsOnly("reasoner-2m@0123456789ab");
    assertThat(models.find("o4-mini").orElseThrow().visibility())
        .isEqualTo(ModelInfo.Visibility.REASONING_HIDDEN);
    assertThat(models.find("reasoner-2m").orElseThrow().visibility())
        .isEqualTo(ModelInfo.Visibility.REASONING_SHOWN);
  }

  @Test
  void theExactVersionIsANameToo() {
    LocalModels models = models("reasoner-2m");
    assertThat(models.find("reasoner-2m@0123456789ab")).isEqualTo(Optional.of(models.own()));
    assertThat(models.find("reasoner-2m@000000000000")).isEmpty();
    assertThat(models.find("gpt-4")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen3 0.6B Instruct, qwen3-0.6b-instruct",
    "'  a//b@c ',         a-b-c",
    "日本,                 model",
    "o4-mini,             o4-mini-local",
    "..,                  model",
  })
  void namesBecomeIds(String name, String id) {
    assertThat(models(name).own().id()).isEqualTo(id);
  }
}
