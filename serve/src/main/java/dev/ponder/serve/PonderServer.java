package dev.ponder.serve;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server, from start to close.
///
/// Jetty's few platform threads only select and parse; each request is answered on a virtual thread
/// (see [HttpEntrance]). The engine computes on threads of its own.
public final class PonderServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PonderServer.class);

  /// So many bodies of the greatest size fit into the memory for bodies; of usual ones, thousands.
  private static final long GREATEST_BODIES_AT_ONCE = 8;

  private static final int JETTY_THREADS = 16;

  private final Server jetty;
  private final ServerConnector connector;
  private final ServerOptions options;
  private final Limits limits;
  private final Shared shared;

  private PonderServer(ServerOptions options, Backend backend, Limits limits) {
    this.options = options;
    this.limits = limits;
    this.shared =
        new Shared(new AdmissionGate(options.maxRequests()), new Measurements(backend.metrics()));
    QueuedThreadPool threads = new QueuedThreadPool(JETTY_THREADS);
    threads.setName("http");
    this.jetty = new Server(threads);
    this.connector = new ServerConnector(jetty, 1, 1, protocols(options, limits));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(limits.idle().toMillis());
    jetty.addConnector(connector);
    jetty.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    jetty.setErrorHandler(new MalformedRequests(shared.measurements()));
    WebSocketServerComponents.ensureWebSocketComponents(jetty);
    jetty.setHandler(entrance(backend));
  }

  /// Finds out whether the address can be listened on, before anything costly is done.
  ///
  /// @throws ServerStartException when it cannot
  public static void checkAddress(ServerOptions options) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(options.host(), options.port()));
    } catch (IOException e) {
      throw new ServerStartException(startMessage(options, e), e);
    }
  }

  /// Listens and answers until [#close()].
  ///
  /// @throws ServerStartException when the address cannot be listened on
  public static PonderServer start(ServerOptions options, Backend backend) {
    return start(options, backend, Limits.DEFAULT);
  }

  static PonderServer start(ServerOptions options, Backend backend, Limits limits) {
    PonderServer server = new PonderServer(options, backend, limits);
    server.listen();
    LOG.debug("Listening on {}", server.uri());
    return server;
  }

  /// Where the server listens, with the port it got.
  public URI uri() {
    String host = options.host();
    String shown = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    String scheme = options.certificate().isPresent() ? "https" : "http";
    return URI.create(scheme + "://" + shown + ":" + connector.getLocalPort());
  }

  /// Stops: new requests are refused with 503, answers in flight may finish within the grace and
  /// are called off after it, then the connections are closed. Returns when all is over; an
  /// interrupt shortens the grace.
  @Override
  public void close() {
    shared.gate().close();
    try {
      if (!shared.gate().awaitEmpty(options.shutdownGrace())) {
        LOG.info("Calling off {} answers", shared.gate().inside());
        shared.gate().evict();
        shared.gate().awaitEmpty(limits.stall());
      }
      // Whoever left the gate may still be told why.
      shared.measurements().inFlight().awaitNone(limits.linger());
    } catch (InterruptedException e) {
      shared.gate().evict();
      Thread.currentThread().interrupt();
    }
    stopJetty();
  }

  int inFlight() {
    return shared.measurements().inFlight().count();
  }

  private HttpEntrance entrance(Backend backend) {
    BodyBudget budget = new BodyBudget(GREATEST_BODIES_AT_ONCE * options.maxBodyBytes());
    RequestBody body = new RequestBody(options.maxBodyBytes(), limits.idle(), budget);
    AnswerDesk desk = new AnswerDesk(backend.responder(), limits, shared.measurements());
    Router router =
        new Router(
            List.of(
                new ChatEndpoint(backend.api().completions(), body, desk, shared),
                new MessagesEndpoint(backend, body, desk, shared),
                new EmbeddingsEndpoint(backend.api().embeddings(), body, shared),
                responses(backend, body),
                new ConversationsEndpoint(backend.api().conversations(), body),
                new ModerationsEndpoint(backend.api().moderations(), body, shared),
                new FilesEndpoint(backend.api().files(), body),
                new UploadsEndpoint(backend.api().uploads(), body),
                new BatchesEndpoint(backend.api().batches(), body),
                new ModelsEndpoint(backend.catalog()),
                new HealthEndpoint(shared)));
    Doorkeeper doorkeeper = new Doorkeeper(options, backend.keyring());
    Cors cors = new Cors(options.origins());
    return new HttpEntrance(new HttpEntrance.Door(router, doorkeeper, cors), shared, limits);
  }

  private ResponsesEndpoint responses(Backend backend, RequestBody body) {
    SocketEntrance sockets =
        new SocketEntrance(
            backend.api().responses(),
            new Cors(options.origins()),
            shared,
            ResponsesSocket.Settings.of(options.maxBodyBytes(), limits));
    return new ResponsesEndpoint(
        backend.api().responses(),
        new ResponsesEndpoint.Means(body, sockets, shared, limits.ping()));
  }

  private static ConnectionFactory[] protocols(ServerOptions options, Limits limits) {
    HttpConnectionFactory http = new HttpConnectionFactory(http(limits));
    return options
        .certificate()
        .map(certificate -> new ConnectionFactory[] {tls(certificate, http), http})
        .orElseGet(() -> new ConnectionFactory[] {http});
  }

  private static SslConnectionFactory tls(Certificate certificate, HttpConnectionFactory http) {
    // The store never leaves this process; it needs a password all the same.
    String password = UUID.randomUUID().toString();
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setKeyStore(certificate.store(password));
    context.setKeyStorePassword(password);
    return new SslConnectionFactory(context, http.getProtocol());
  }

  private static HttpConfiguration http(Limits limits) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(limits.headerBytes());
    // Paths are compared with fixed names or looked up as model ids, never with files, so escapes
    // and doubled slashes in them are harmless.
    http.setUriCompliance(UriCompliance.UNSAFE);
    return http;
  }

  private void listen() {
    try {
      jetty.start();
    } catch (Exception e) {
      stopJetty();
      throw new ServerStartException(startMessage(options, e), e);
    }
  }

  private static String startMessage(ServerOptions options, Exception e) {
    String where = options.host() + ":" + options.port();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
        return "Cannot listen on " + where + ": another program uses that port.";
      }
    }
    return "Cannot listen on " + where + ": " + e.getMessage() + ".";
  }

  private void stopJetty() {
    try {
      jetty.stop();
    } catch (Exception e) {
      LOG.warn("Stopping was not clean", e);
    }
  }
}
