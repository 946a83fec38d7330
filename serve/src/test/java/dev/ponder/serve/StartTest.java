package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    Duration grace = Duration.ofSeconds(1);
    assertRefused("host", () -> new ServerOptions(" ", 0, Set.of(), 1, 1, grace));
    assertRefused("port", () -> new ServerOptions("h", 65_536, Set.of(), 1, 1, grace));
    assertRefused("API key", () -> new ServerOptions("h", 0, Set.of("a b"), 1, 1, grace));
    assertRefused("API key", () -> new ServerOptions("h", 0, Set.of(""), 1, 1, grace));
    assertRefused("body", () -> new ServerOptions("h", 0, Set.of(), 0, 1, grace));
    assertRefused("body", () -> new ServerOptions("h", 0, Set.of(), 1L << 40, 1, grace));
    assertRefused("request", () -> new ServerOptions("h", 0, Set.of(), 1, 0, grace));
    assertRefused("grace", () -> new ServerOptions("h", 0, Set.of(), 1, 1, grace.negated()));
  }

  private static void assertRefused(String what, Runnable construction) {
    assertThatIllegalArgumentException().isThrownBy(construction::run).withMessageContaining(what);
  }

  private static ServerOptions on(String host, int port) {
    return new ServerOptions(host, port, Set.of(), 1 << 20, 8, Duration.ofSeconds(1));
  }

  private static ScriptedResponder echo() {
    return ScriptedResponder.playing(List.of());
  }
}
