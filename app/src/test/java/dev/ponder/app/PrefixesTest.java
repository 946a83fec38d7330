package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.api.Keeping;
import dev.ponder.compute.CacheType;
import dev.ponder.compute.Kernels;
import dev.ponder.engine.Generation;
import dev.ponder.engine.GenerationRequest;
import dev.ponder.engine.SamplingParameters;
import dev.ponder.engine.TokenConstraint;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class PrefixesTest {
  @Command
  static final class Holder {
    @CommandLine.Mixin PrefixCacheOptions options = new PrefixCacheOptions();
  }

  @TempDir private Path folder;

  private static Prefixes prefixes(Keeping keeping, String... arguments) {
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(arguments);
    return holder.options.prefixes(keeping);
  }

  private Settings settings(String text) throws Exception {
    Path file = folder.resolve("ponder.conf");
    Files.writeString(file, text);
    return Settings.read(file);
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  /// One start of the server with a model: how much of a prompt was not computed.
  private int cached(CacheType type) throws Exception {
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()),
            CommandRun.environment(),
            Set.of());
    try (Prefixes prefixes =
        prefixes(new Keeping.Forever(), "--prefix-cache", cache().toString())) {
      prefixes.open(Settings.NONE);
      LocalStack.Plan plan =
          new LocalStack.Plan(
              CommandRun.reasoner(),
              Optional.empty(),
              new Capacity(1, 512, 1, type),
              Long.MAX_VALUE,
              Duration.ZERO,
              prefixes);
      int[] prompt = new int[300];
      Arrays.setAll(prompt, i -> 300 + i);
      GenerationRequest request =
          new GenerationRequest(
              prompt, SamplingParameters.GREEDY, Set.of(), 1, TokenConstraint.NONE);
      try (LocalStack stack = LocalStack.open(plan, console);
          Generation generation = stack.engine().submit(request)) {
        generation.next();
        return generation.cachedTokens();
      }
    }
  }

  @Test
  void aPromptIsNotComputedAgainAfterARestart() throws Exception {
    assertThat(cached(CacheType.F16)).isZero();
    assertThat(cached(CacheType.F16)).isEqualTo(288);
    assertThat(cached(CacheType.Q8_0)).isZero();
  }

  @Test
  void oneBuildIsOneIdentity() {
    Kernels kernels = Kernels.fastest();
    assertThat(Build.identity(kernels)).isEqualTo(Build.identity(kernels));
    assertThat(Build.identity(kernels)).isNotEqualTo(Build.identity(Kernels.named("scalar")));
  }

  @Test
  void settingsNameTheFolderUnlessTheCommandLineDoes() throws Exception {
    Settings settings =
        settings("[prefix-cache]\nfolder = " + folder.resolve("written") + "\nsize = 1M\n");
    try (Prefixes prefixes = prefixes(new Keeping.Forever())) {
      prefixes.open(settings);
      assertThat(folder.resolve("written")).isDirectory();
    }
    try (Prefixes prefixes =
        prefixes(new Keeping.Forever(), "--prefix-cache", cache().toString())) {
      prefixes.open(settings);
      assertThat(prefixes.shelf(() -> "model")).isPresent();
      try (Stream<Path> files = Files.list(cache())) {
        assertThat(files).hasSize(1);
      }
    }
    assertThat(settings.models()).isEmpty();
  }

  @Test
  void aFolderInTheSettingsIsBesideThem() throws Exception {
    assertThat(settings("[prefix-cache]\nfolder = cache\n").prefixes().folder()).contains(cache());
  }

  @Test
  void withoutAFolderNothingIsKept() {
    try (Prefixes prefixes = prefixes(new Keeping.Nothing())) {
      prefixes.open(Settings.NONE);
      assertThat(prefixes.shelf(() -> "model")).isEmpty();
    }
  }

  @Test
  void whatCannotBeIsSaid() throws Exception {
    assertRefused("--prefix-cache-size needs a folder", "--prefix-cache-size", "1G");
    assertThatThrownBy(() -> prefixes(new Keeping.Forever(), "--prefix-cache-size", "much"))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("must be a size such as 12G");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertRefused("--prefix-cache: ", "--prefix-cache", file.toString());
    try (Prefixes none = prefixes(new Keeping.Nothing(), "--prefix-cache", cache().toString())) {
      assertThatThrownBy(() -> none.open(Settings.NONE))
          .isInstanceOf(Mistake.class)
          .hasMessageContaining("--retention 0 keeps nothing");
    }
    for (String wrong : List.of("size = much", "place = /")) {
      assertThatThrownBy(() -> settings("[prefix-cache]\n" + wrong + "\n"))
          .isInstanceOf(Mistake.class)
          .hasMessageContaining("line 2");
    }
  }

  private static void assertRefused(String message, String... arguments) {
    try (Prefixes prefixes = prefixes(new Keeping.Forever(), arguments)) {
      assertThatThrownBy(() -> prefixes.open(Settings.NONE))
          .isInstanceOf(Mistake.class)
          .hasMessageContaining(message);
    }
  }
}
