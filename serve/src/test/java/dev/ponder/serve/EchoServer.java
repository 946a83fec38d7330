package dev.ponder.serve;

import dev.ponder.core.ScriptedResponder;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// A server without a model, to try clients on by hand: it thinks a moment and says the last
/// message back. Takes the port as its argument.
final class EchoServer {
  private EchoServer() {}

  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    Backend backend =
        new Backend(TestServer.api(ScriptedResponder.echo(TestServer.NATIVE.version())), List::of);
    PonderServer server =
        PonderServer.start(
            new ServerOptions("127.0.0.1", port, Set.of(), 1 << 20, 64, Duration.ofSeconds(5)),
            backend);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.out.println(server.uri());
  }
}
