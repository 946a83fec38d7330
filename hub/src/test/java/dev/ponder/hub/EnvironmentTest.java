package dev.ponder.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the environment says: token, endpoint, proxies, folders.
class EnvironmentTest {
  @Test
  void theTokenIsFoundWhereOthersKeepIt(@TempDir Path home) throws IOException {
    Files.writeString(home.resolve("token"), "from-file\n");
    Map<String, String> file = Map.of("HF_HOME", home.toString());
    assertThat(Token.find(file).map(Token::header)).contains("Bearer from-file");
    assertThat(
            Token.find(Map.of("HF_HOME", home.toString(), "HF_TOKEN", " own ")).map(Token::header))
        .contains("Bearer own");
    assertThat(Token.find(Map.of("HF_TOKEN_PATH", home.resolve("token").toString()))).isPresent();
    assertThat(Token.find(Map.of("HOME", home.toString()))).isEmpty();
    Files.createDirectories(home.resolve(".cache/huggingface"));
    Files.writeString(home.resolve(".cache/huggingface/token"), "from-cache");
    assertThat(Token.find(Map.of("HOME", home.toString())).map(Token::header))
        .contains("Bearer from-cache");
  }

  @Test
  void aTokenThatWouldBreakTheHeaderIsRefusedUnseen() {
    assertThatThrownBy(() -> Token.find(Map.of("HF_TOKEN", "secret\r\nX: y")))
        .hasMessage("the token in HF_TOKEN has characters that no token has");
  }

  @ParameterizedTest
  @CsvSource({
    "https://hub.example/x, secure.example:8443",
    "http://hub.example/x, plain.example:80",
    "https://direct.example/x, ''",
    "https://a.direct.example/x, ''",
    "https://notdirect.example/x, secure.example:8443",
    "http://127.0.0.1:9/x, ''"
  })
  void proxiesAreChosenBySchemeAndHost(String uri, String proxy) {
    Proxies proxies =
        new Proxies(
            Map.of(
                "HTTPS_PROXY", "http://user:pa%40ss@secure.example:8443",
                "http_proxy", "plain.example",
                "NO_PROXY", "*.direct.example, 127.0.0.1"));
    Proxy chosen = proxies.select(URI.create(uri)).getFirst();
    assertThat(address(chosen)).isEqualTo(proxy);
    assertThat(proxies.authenticator()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"socks5://p:1", "https://p:1", "'http://:secret@'", "'http://a b'"})
  void otherProxiesAreRefusedWithoutTheirSecrets(String proxy) {
    assertThatThrownBy(() -> new Proxies(Map.of("ALL_PROXY", proxy)))
        .isInstanceOf(HubException.class)
        .message()
        .startsWith("HTTP_PROXY ".replace("HTTP", "ALL"))
        .doesNotContain("secret");
  }

  @Test
  void theStoreIsWhereTheUserWantsIt() {
    assertThat(ModelStore.of(Map.of("PONDER_MODELS", "/m")).root()).isEqualTo(Path.of("/m"));
    assertThat(ModelStore.of(Map.of("XDG_DATA_HOME", "/d")).root())
        .isEqualTo(Path.of("/d/ponder/models"));
    assertThat(ModelStore.of(Map.of("XDG_DATA_HOME", "relative", "HOME", "/h")).root())
        .isEqualTo(Path.of("/h/.local/share/ponder/models"));
  }

  @Test
  void theEndpointCanBeAnother() {
    assertThat(HubOptions.of(Map.of("HF_ENDPOINT", "http://mirror.example/hf/")).endpoint().base())
        .isEqualTo(URI.create("http://mirror.example/hf"));
    assertThatThrownBy(() -> HubOptions.of(Map.of("HF_ENDPOINT", "mirror")))
        .hasMessage("mirror is no http or https address");
  }

  private static String address(Proxy proxy) {
    return Optional.ofNullable((InetSocketAddress) proxy.address())
        .map(at -> at.getHostString() + ":" + at.getPort())
        .orElse("");
  }
}
