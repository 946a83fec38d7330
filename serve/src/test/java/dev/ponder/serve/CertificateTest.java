package dev.ponder.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponder.core.ScriptedResponder;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateTest {
  @TempDir private Path folder;

  @Test
  void answersAndStreamsOverTls() throws Exception {
    Certificate certificate =
        Certificate.read(resource("localhost-cert.pem"), resource("localhost-key.pem"));
    try (TestServer server =
            TestServer.start(
                ScriptedResponder.echo(TestServer.NATIVE.version()),
                TestServer.OPTIONS.withCertificate(Optional.of(certificate)),
                Limits.DEFAULT);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build()) {
      assertThat(server.uri().getScheme()).isEqualTo("https");
      URI uri = server.uri().resolve("/v1/chat/completions");
      for (String members : new String[] {"", ",\"stream\":true"}) {
        HttpRequest request =
            HttpRequest.newBuilder(uri)
                .POST(BodyPublishers.ofString(TestServer.chat(members)))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("Sam");
      }
    }
  }

  @Test
  void filesThatHoldSomethingElseAreNamed() throws Exception {
    Path certificate = resource("localhost-cert.pem");
    Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing\n");
    Path damaged =
        Files.writeString(
            folder.resolve("damaged.pem"),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

    assertThatThrownBy(() -> Certificate.read(nothing, nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing.pem");
    assertThatThrownBy(() -> Certificate.read(certificate, nothing))
        .hasMessageContaining("nothing.pem holds no private key in PKCS #8 form");
    assertThatThrownBy(() -> Certificate.read(certificate, damaged))
        .hasMessageContaining("damaged.pem holds a private key of a kind that is not known");
  }

  private static SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(resource("localhost-cert.pem"))) {
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static Path resource(String name) throws Exception {
    return Path.of(CertificateTest.class.getResource(name).toURI());
  }
}
