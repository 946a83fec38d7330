package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.api.Keyring;
import dev.ponder.core.ScriptedResponder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StartTest {

  @Test
  void portInUseIsOneClearSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(
              () -> TestServer.start(echo(), on("127.0.0.1", taken.getLocalPort()), Limits.DEFAULT))
          .isInstanceOf(ServerStartException.class)
          .hasMessage(
              "Cannot listen on 127.0.0.1:"
                  + taken.getLocalPort()
                  + ": another program uses that port.");
    }
  }

  @Test
  void addressOfAnotherMachineIsOneClearSentence() {
    assertThatThrownBy(() -> TestServer.start(echo(), on("192.0.2.1", 0), Limits.DEFAULT))
        .isInstanceOf(ServerStartException.class)
        .hasMessageStartingWith("Cannot listen on 192.0.2.1:0: ");
  }

  @Test
  void uriNamesThePortItGot() {
    try (TestServer server = TestServer.start(echo())) {
      assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
      assertThat(server.uri().getPort()).isPositive();
    }
  }

  @Test
  void senselessOptionsAreRefused() {
    ServerOptions usual = ServerOptions.local(0);
    assertRefused("host", () -> usual.withHost(" "));
    assertRefused("port", () -> usual.withPort(65_536));
    assertRefused("API key", () -> Keyring.of(List.of("a b")));
    assertRefused("API key", () -> Keyring.of(List.of("")));
    assertRefused("body", () -> usual.withMaxBodyBytes(0));
    assertRefused("body", () -> usual.withMaxBodyBytes(1L << 40));
    assertRefused("request", () -> usual.withMaxRequests(0));
    assertRefused("origin", () -> usual.withOrigins(Set.of("https://a.example/path")));
    assertRefused("origin", () -> usual.withOrigins(Set.of("a.example")));
    assertRefused("grace", () -> usual.withShutdownGrace(Duration.ofSeconds(-1)));
  }

  private static void assertRefused(String what, Runnable construction) {
    assertThatIllegalArgumentException().isThrownBy(construction::run).withMessageContaining(what);
  }

  private static ServerOptions on(String host, int port) {
    return ServerOptions.local(port).withHost(host).withShutdownGrace(Duration.ofSeconds(1));
  }

  private static ScriptedResponder echo() {
    return ScriptedResponder.playing(List.of());
  }
}
