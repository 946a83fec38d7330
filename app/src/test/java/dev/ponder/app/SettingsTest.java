package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contxt = 5|line 2: there is no setting 'contxt' of a model, only context, cache-type,",
        "context = 1|line 2: 'context' must be a whole number from 2 to 2147483647, not '1'",
        "context = 2.5|line 2: 'context' must be a whole number from 2",
        "context = many|line 2: 'context' must be a whole number from 2",
        "cache-type = q4|line 2: 'cache-type' must be one of f32, f16, q8_0, not 'q4'",
        "effort = extreme|line 2: 'effort' must be one of low, medium, high, not 'extreme'",
        "temperature = NaN|line 2: 'temperature' must be a number from 0 to 2, not 'NaN'",
        "top-p = 0|line 2: 'top-p' must be a number above 0 and up to 1, not '0'",
        "adapter = m.gguf|line 1: a model with an adapter is called [ft:MODEL:NAME] in lower case, and",
        "model = other|line 1: a model with an adapter is called [ft:MODEL:NAME] in lower case, and",
        "max-concurrent = 1000|line 2: 'max-concurrent' must be a whole number from 1 to 256",
      })
  void saysWhatIsWrongAndWhere(String line, String message) throws IOException {
    Path file = folder.resolve("ponder.conf");
    Files.writeString(file, "[m]\n" + line + "\n");

    assertThatExceptionOfType(Mistake.class)
        .isThrownBy(() -> Settings.read(file))
        .withMessageContaining("ponder.conf, ")
        .withMessageContaining(message);
  }

  @Test
  void whatIsNotSaidIsUsual() throws IOException {
    Path file = folder.resolve("ponder.conf");
    Files.writeString(file, "[aliases]\nfast = m\n[m]\ncontext = 64\n");

    Settings settings = Settings.read(file);

    assertThat(settings.aliases()).containsEntry("fast", "m");
    assertThat(settings.of("m").context()).hasValue(64);
    assertThat(settings.of("m").defaults()).isEqualTo(ModelSettings.USUAL.defaults());
    assertThat(settings.of("other")).isEqualTo(ModelSettings.USUAL);
  }

  @Test
  void anAdapterIsAFileBesideTheSettings() throws IOException {
    Path file = folder.resolve("ponder.conf");
    Files.writeString(file, "[ft:m:a]\nmodel = m\nadapter = more/a.gguf\n");
    assertThatExceptionOfType(Mistake.class)
        .isThrownBy(() -> Settings.read(file))
        .withMessage(
            file
                + ", line 3: 'adapter' must be a file that is there and can be read, not 'more/a.gguf'");
    Path adapter = Files.createDirectory(folder.resolve("more")).resolve("a.gguf");
    Files.writeString(adapter, "an adapter");
    assertThat(Settings.read(file).adapted())
        .containsExactly(
            Map.entry("ft:m:a", new ModelSettings.Adapted("m", adapter.toAbsolutePath())));
    Files.writeString(file, "[ft:m:a]\ntemperature = 1\n");
    assertThatExceptionOfType(Mistake.class)
        .isThrownBy(() -> Settings.read(file))
        .withMessageContaining("has both 'model' and 'adapter'");
  }

  @Test
  void sizesArePeoples() {
    assertThat(Sizes.parse("--memory", "12G")).isEqualTo(12L << 30);
    assertThat(Sizes.parse("--memory", "1.5 GiB")).isEqualTo(3L << 29);
    assertThat(Sizes.parse("--memory", "800mb")).isEqualTo(800L << 20);
    assertThat(Sizes.parse("--memory", "4096")).isEqualTo(4096);
    assertThatExceptionOfType(Mistake.class)
        .isThrownBy(() -> Sizes.parse("--memory", "lots"))
        .withMessage("--memory must be a size such as 12G or 800M, not 'lots'");
  }
}
