package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.api.Keeping;
import dev.ponder.state.CreatedKey;
import dev.ponder.state.KeyRequest;
import dev.ponder.state.StateException;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class StateOptionsTest {
  @Command
  static final class Holder {
    @CommandLine.Mixin StateOptions options = new StateOptions();
  }

  private static StateOptions options(String... arguments) {
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(arguments);
    return holder.options;
  }

  private static Console console(Map<String, String> environment) {
    return new Console(
        new ByteArrayInputStream(new byte[0]),
        new PrintWriter(new StringWriter()),
        new PrintWriter(new StringWriter()),
        environment,
        Set.of());
  }

  @Test
  void retentionIsATime() {
    assertThat(options().keeping()).isEqualTo(new Keeping.For(Duration.ofDays(30)));
    assertThat(options("--retention", "12h").keeping())
        .isEqualTo(new Keeping.For(Duration.ofHours(12)));
    assertThat(options("--retention", "0").keeping()).isEqualTo(new Keeping.Nothing());
    assertThat(options("--retention", "forever").keeping()).isEqualTo(new Keeping.Forever());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "-1d", "d", "1w", "999999999d"})
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> options("--retention", text).keeping())
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void stateIsKeptBesideTheModels(@TempDir Path data) {
    Console console = console(Map.of("XDG_DATA_HOME", data.toString()));
    options().open(console).close();
    assertThat(data.resolve("ponder/state/state.db")).exists();
  }

  @Test
  void theEnvironmentNamesAnotherPlace(@TempDir Path data) {
    Path elsewhere = data.resolve("elsewhere");
    Console console =
        console(Map.of("XDG_DATA_HOME", data.toString(), "PONDER_STATE", elsewhere.toString()));
    options().open(console).close();
    assertThat(elsewhere.resolve("state.db")).exists();
    assertThat(data.resolve("ponder")).doesNotExist();
  }

  @Test
  void withoutStateNothingIsWritten(@TempDir Path data) {
    Console console = console(Map.of("XDG_DATA_HOME", data.toString()));
    try (OpenState opened = options("--no-state").open(console)) {
      assertThat(opened.keys().list()).isEmpty();
    }
    assertThat(data).isEmptyDirectory();
    assertThatThrownBy(() -> options("--no-state", "--state", "x").open(console))
        .hasMessage("--no-state and --state exclude each other");
  }

  @Test
  void aSecondServerStartsAllTheSameAndAsksForTheSameKeys(@TempDir Path data) {
    Console console = console(Map.of("XDG_DATA_HOME", data.toString()));
    try (OpenState first = options().open(console);
        OpenState second = options().open(console)) {
      CreatedKey key = first.keys().create(KeyRequest.of("laptop", "home"));

      assertThat(second.keys().find(key.secret())).isPresent();
      assertThat(second.state()).isNotSameAs(first.state());
      Path folder = data.resolve("ponder/state");
      assertThatThrownBy(() -> options("--state", folder.toString()).open(console))
          .isInstanceOf(StateException.class);
    }
  }
}
