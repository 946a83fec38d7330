package dev.ponder.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  private static final Path BESIDE = Path.of("beside");

  private static Location.Server server(String text) {
    return (Location.Server) Location.parse(text, BESIDE);
  }

  @Test
  void otherTextsAreFolders() {
    assertThat(Location.parse("some/where", BESIDE))
        .isEqualTo(new Location.Folder(Path.of("some/where")));
  }

  @Test
  void aUriIsTakenApart() {
    Location.Server server =
        server("postgres://an%40na:pa+ss%2Fw@db.example:5433/ponder?sslmode=require");
    assertThat(server.url()).isEqualTo("jdbc:postgresql://db.example:5433/ponder");
    Properties expected = new Properties();
    expected.setProperty("user", "an@na");
    expected.setProperty("password", "pa+ss/w");
    expected.setProperty("sslmode", "require");
    assertThat(server.properties()).isEqualTo(expected);
    assertThat(server.folder()).isEqualTo(BESIDE);
    assertThat(server).hasToString("postgresql://db.example:5433/ponder");
    assertThat(server("postgresql:///ponder").url())
        .isEqualTo("jdbc:postgresql://localhost/ponder");
  }

  @Test
  void aJdbcUrlLosesItsParameters() {
    Location.Server server = server("jdbc:postgresql://h/d?user=u&password=p%26w");
    assertThat(server.url()).isEqualTo("jdbc:postgresql://h/d");
    assertThat(server.properties().getProperty("password")).isEqualTo("p&w");
    assertThat(server).hasToString("postgresql://h/d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://u:secret@h@x/d",
        "postgres://u:sec/ret@h/d",
        "postgres://u:secret%zz@h/d",
        "postgresql:u:secret@h/d",
        "jdbc:postgresql://u:secret@h/d",
        "postgres://u:secret@h/d?x"
      })
  void aUrlThatIsNotUnderstoodIsNotRepeated(String url) {
    assertThatThrownBy(() -> Location.parse(url, BESIDE))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("a database is named as postgresql://user:password@host")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void aServerThatIsNotThereIsSaidWithoutThePassword(@TempDir Path folder) {
    Location location = Location.parse("postgres://u:secret@127.0.0.1:1/d", folder);
    assertThatThrownBy(() -> State.open(location))
        .isInstanceOfSatisfying(
            StateException.class,
            e -> assertThat(e.reason()).isEqualTo(StateException.Reason.UNREACHABLE))
        .hasMessageStartingWith("the database postgresql://127.0.0.1:1/d cannot be reached")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aWrongPasswordIsSaidWithoutIt(@TempDir Path folder) {
    Location.Server right = (Location.Server) Backing.POSTGRES.location(folder);
    String wrong = "postgresql://ponder:secret@" + right.url().replaceAll(".*//", "");
    assertThatThrownBy(() -> State.open(Location.parse(wrong, folder)))
        .isInstanceOfSatisfying(
            StateException.class,
            e -> assertThat(e.reason()).isEqualTo(StateException.Reason.UNREACHABLE))
        .hasMessageContaining("does not let us in")
        .hasMessageNotContaining("secret");
  }
}
