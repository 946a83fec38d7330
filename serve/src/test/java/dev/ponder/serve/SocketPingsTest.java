package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SocketPingsTest {
  private static final int PAYLOAD = 125;

  /// More than the system buffers for one connection.
  private static final long FAR_TOO_MUCH = 48L << 20;

  @Test
  void pingsAreNotTakenInWhileTheirAnswersAreNotRead() throws Exception {
    try (TestServer server = TestServer.start(new ToolingResponder());
        SocketChannel channel = connect(server.uri())) {
      assertThat(sentUntilNothingIsTaken(channel)).isLessThan(FAR_TOO_MUCH);
    }
  }

  private static SocketChannel connect(URI server) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, 65536);
    channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    String upgrade =
        """
        GET /v1/responses HTTP/1.1
        Host: localhost
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

        """
            .replace("\n", "\r\n");
    channel.write(ByteBuffer.wrap(upgrade.getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer answer = ByteBuffer.allocate(12);
    while (answer.hasRemaining() && channel.read(answer) >= 0) {}
    assertThat(new String(answer.array(), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 101");
    return channel;
  }

  private static long sentUntilNothingIsTaken(SocketChannel channel) throws IOException {
    ByteBuffer pings = pings(1000);
    long sent = 0;
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_WRITE);
      while (sent < FAR_TOO_MUCH && selector.select(300) > 0) {
        selector.selectedKeys().clear();
        sent += channel.write(pings);
        if (!pings.hasRemaining()) {
          pings.rewind();
        }
      }
    }
    return sent;
  }

  /// Masked with zeros, and zeros within.
  private static ByteBuffer pings(int count) {
    ByteBuffer frames = ByteBuffer.allocate(count * (6 + PAYLOAD));
    for (int i = 0; i < count; i++) {
      frames
          .put((byte) 0x89)
          .put((byte) (0x80 | PAYLOAD))
          .position(frames.position() + 4 + PAYLOAD);
    }
    return frames.flip();
  }
}
