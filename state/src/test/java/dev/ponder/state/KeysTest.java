package dev.ponder.state;

import static dev.ponder.state.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeysTest {
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @ParameterizedTest
  @EnumSource
  void aKeyIsFoundByItsSecretUntilItIsRevoked(Backing backing, @TempDir Path folder) {
    try (State state = backing.open(folder, CLOCK)) {
      KeyRequest request =
          new KeyRequest(
              "laptop",
              "proj_a",
              Optional.of(60L),
              Optional.of(100_000L),
              Optional.of("o4-mini"),
              Optional.of(NOW.plusSeconds(1)));
      CreatedKey created = state.keys().create(request);
      assertThat(created.secret()).matches("sk-[A-Za-z0-9_-]{43}");
      assertThat(created.toString()).doesNotContain(created.secret());
      assertThat(created.key().hint()).isEqualTo("sk-..." + created.secret().substring(42));
      assertThat(state.keys().find(created.secret())).contains(created.key());
      assertThat(state.keys().find(created.secret() + "x")).isEmpty();
      assertThat(state.keys().find("")).isEmpty();
      assertThat(state.keys().revoke("key_absent")).isFalse();
      assertThat(state.keys().revoke(created.key().id())).isTrue();
      assertThat(state.keys().revoke(created.key().id())).isFalse();
      assertThat(state.keys().find(created.secret())).isEmpty();
      assertThat(state.keys().list()).singleElement().satisfies(this::assertRevoked);
    }
  }

  private void assertRevoked(ApiKey key) {
    assertThat(key.revoked()).contains(NOW);
    assertThat(key.granted().name()).isEqualTo("laptop");
  }

  @Test
  void anExpiredKeyLetsNobodyIn() {
    try (State state = State.temporary(CLOCK)) {
      KeyRequest request =
          new KeyRequest(
              "old", "p", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(NOW));
      assertThat(state.keys().find(state.keys().create(request).secret())).isEmpty();
    }
  }

  @Test
  void useIsNotedByTheSweep() {
    try (State state = State.temporary(CLOCK)) {
      CreatedKey key = state.keys().create(KeyRequest.of("k", "p"));
      state.keys().find(key.secret());
      assertThat(state.keys().list().getFirst().lastUsed()).isEmpty();
      state.retention().sweep(NOW);
      assertThat(state.keys().list().getFirst().lastUsed()).contains(NOW);
    }
  }

  @Test
  void noFileHoldsTheSecret(@TempDir Path folder) throws Exception {
    String secret;
    try (State state = State.open(new Location.Folder(folder))) {
      secret = state.keys().create(KeyRequest.of("k", "p")).secret();
      assertNowhere(folder, secret);
    }
    assertNowhere(folder, secret);
  }

  private static void assertNowhere(Path folder, String secret) throws Exception {
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(secret.substring(3, 20));
      }
    }
  }

  @Test
  void keysAreMadeBesideARunningServer(@TempDir Path folder) {
    Location location = new Location.Folder(folder);
    try (State server = State.open(location);
        State command = State.beside(location)) {
      CreatedKey key = command.keys().create(KeyRequest.of("k", "p"));
      assertThat(server.keys().find(key.secret())).contains(key.key());
      assertThat(command.keys().revoke(key.key().id())).isTrue();
      assertThat(server.keys().find(key.secret())).isEmpty();
    }
  }

  @Test
  void limitsArePositive() {
    assertThatThrownBy(() ->
            new KeyRequest(
                "k", "p", Optional.of(0L), Optional.empty(), Optional.empty(), Optional.empty()))
        .hasMessage("a limit must be positive, not 0");
  }
}
