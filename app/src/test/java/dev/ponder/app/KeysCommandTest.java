package dev.ponder.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.api.Grant;
import dev.ponder.api.Keyring;
import dev.ponder.protocol.Profile;
import dev.ponder.state.Location;
import dev.ponder.state.State;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
  @TempDir Path folder;

  private CommandRun keys(String verb, String... more) {
    String[] all = new String[more.length + 4];
    all[0] = "keys";
    all[1] = verb;
    all[2] = "--state";
    all[3] = folder.toString();
    System.arraycopy(more, 0, all, 4, more.length);
    return CommandRun.of(all);
  }

  @Test
  void aKeyOpensARunningServerUntilItIsRevoked() {
    try (State state = State.open(new Location.Folder(folder))) {
      CommandRun made =
          keys("create", "--name", "laptop", "--rpm", "60", "--tpm", "9", "--profile", "O4-mini");
      assertThat(made.code()).as(made.err()).isZero();
      String secret = made.out().strip();
      Keyring keyring = Keyring.stored(state.keys());
      assertThat(keyring.locked()).isTrue();
      assertThat(keyring.find("sk-other")).isEmpty();
      Grant grant = keyring.find(secret).orElseThrow();
      assertThat(grant)
          .isEqualTo(
              new Grant(
                  grant.id(),
                  "default",
                  OptionalLong.of(60),
                  OptionalLong.of(9),
                  Optional.of(Profile.O4_MINI)));
      assertThat(made.err()).contains("only time").contains("ponder keys revoke " + grant.id());
      CommandRun listed = keys("list");
      assertThat(listed.out()).contains("laptop", "valid", grant.id()).doesNotContain(secret);
      assertThat(keys("list", "--json").out()).contains("\"requests_per_minute\":60");
      assertThat(keys("revoke", grant.id()).out())
          .isEqualToIgnoringNewLines("Revoked " + grant.id());
      assertThat(keyring.find(secret)).isEmpty();
      assertThat(Keyring.stored(state.keys()).locked()).isTrue();
      assertThat(keys("list").out()).contains("revoked");
    }
  }

  @Test
  void mistakesAreSaid() {
    assertThat(keys("create", "--rpm", "0").err()).contains("--rpm must be at least 1, not 0");
    assertThat(keys("create", "--profile", "x").err())
        .contains("--profile must be lenient or o4-mini, not x");
    assertThat(keys("create", "--expires", "soon").err())
        .contains("--expires must be a time such as 12h or 90d, not 'soon'");
    assertThat(keys("revoke", "key_x").err()).contains("no key 'key_x' that could be revoked");
    assertThat(keys("list").err()).contains("No keys; 'ponder keys create' makes one.");
    assertThat(CommandRun.of("keys").err()).contains("say what to do: create, list or revoke");
    CommandRun url = CommandRun.of("keys", "list", "--state", "postgres://u:hunter2@h@h/d");
    assertThat(url.err())
        .contains("a database is named as postgresql://user:password@host:port/database")
        .doesNotContain("hunter2");
  }
}
