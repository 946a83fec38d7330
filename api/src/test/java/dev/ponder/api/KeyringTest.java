package dev.ponder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.protocol.Profile;
import dev.ponder.state.CreatedKey;
import dev.ponder.state.KeyRequest;
import dev.ponder.state.State;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class KeyringTest {

  @Test
  void storedKeysGrantWhatTheyWereMadeFor() {
    try (State state = State.temporary()) {
      CreatedKey made =
          state
              .keys()
              .create(
                  new KeyRequest(
                      "laptop",
                      "proj_a",
                      Optional.of(60L),
                      Optional.empty(),
                      Optional.of("o4-mini"),
                      Optional.empty()));
      Keyring keyring = Keyring.stored(state.keys());

      assertThat(keyring.locked()).isTrue();
      assertThat(keyring.find(made.secret()))
          .contains(
              new Grant(
                  made.key().id(),
                  "proj_a",
                  OptionalLong.of(60),
                  OptionalLong.empty(),
                  Optional.of(Profile.O4_MINI)));
      assertThat(keyring.find(made.secret() + "x")).isEmpty();
    }
  }

  @Test
  void revokingTheLastKeyLetsNobodyIn() {
    try (State state = State.temporary()) {
      CreatedKey made = state.keys().create(KeyRequest.of("only", "proj_a"));
      Keyring running = Keyring.stored(state.keys());
      state.keys().revoke(made.key().id());

      assertThat(running.find(made.secret())).isEmpty();
      assertThat(running.locked()).isTrue();
      assertThat(Keyring.stored(state.keys()).locked()).isTrue();
    }
  }

  @Test
  void withoutAnyKeyNobodyIsAskedForOne() {
    try (State state = State.temporary()) {
      assertThat(Keyring.of(List.of()).and(Keyring.stored(state.keys())).locked()).isFalse();
    }
  }
}
