package dev.ponder.serve;

import dev.ponder.api.Keyring;
import dev.ponder.core.ScriptedResponder;

/// A server without a model, to try clients on by hand: it thinks a moment and says the last
/// message back. Takes the port as its argument.
final class EchoServer {
  private EchoServer() {}

  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    Backend backend =
        TestServer.backend(ScriptedResponder.echo(TestServer.NATIVE.version()), Keyring.OPEN);
    PonderServer server = PonderServer.start(ServerOptions.local(port), backend);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.out.println(server.uri());
  }
}
