package io.millrace.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.gateway.GatewayStats;
import io.millrace.gateway.TestGateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway through real sockets. */
class GatewayServerTest {

  private static final String HELLO = "{\"type\":\"hello\",\"token\":\"secret\"}";
  private static final String STEP =
      "{\"type\":\"step\",\"reward\":1,\"observation\":[0,0],\"terminated\":%s}";

  @TempDir private Path folder;

  private static TestGateway gateway() {
    return TestGateway.of(1, 1_000, TestGateway.limits(), "secret", true);
  }

  /** A client that knows lines only. */
  private static final class Line implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader reader;

    Line(Socket socket) throws IOException {
      this.socket = socket;
      socket.setSoTimeout(10_000);
      reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    String ask(String line) throws IOException {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      return reader.readLine();
    }

    Line ready() throws IOException {
      assertThat(ask(HELLO)).contains("welcome");
      assertThat(ask("{\"type\":\"open\"}")).contains("opened");
      return this;
    }

    Line playing() throws IOException {
      assertThat(ask("{\"type\":\"reset\"}")).contains("episode");
      assertThat(ask("{\"type\":\"observe\",\"observation\":[0,0]}")).contains("action");
      return this;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static Line connect(GatewayServer server) throws IOException {
    return new Line(new Socket("127.0.0.1", server.port()));
  }

  @Test
  void clients_killedTooLoudAndTooMany_leaveTheGatewayUp() throws Exception {
    TestGateway test = gateway();
    try (GatewayServer server =
        GatewayServer.start(test.gateway, ServerSettings.plain("127.0.0.1", 0))) {
      for (int i = 0; i < 20; i++) {
        Line victim = connect(server).ready().playing();
        assertThat(victim.ask(STEP.formatted(false))).contains("action");
        victim.socket.setSoLinger(true, 0); // a reset, as when a process is killed
        victim.close();
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> test.gateway.stats().episodesAbandoned() == 20);

      try (Line survivor = connect(server).ready().playing()) {
        String tenMegabytes =
            "{\"type\":\"step\",\"reward\":1,\"observation\":[" + "0,".repeat(5_000_000) + "0]}";
        assertThat(survivor.ask(tenMegabytes)).contains("\"limit\"").contains("messageBytes");
        flood(server);
        assertThat(survivor.ask(STEP.formatted(true))).contains("ended");
      }
    }
    assertThat(test.sink.trajectories).hasSize(1);
    assertThat(test.sink.ends).hasSize(20);
    GatewayStats stats = test.gateway.stats();
    assertThat(stats.episodesStarted()).isEqualTo(21);
    assertThat(stats.episodesRunning()).isZero();
    assertThat(stats.connectionsOpen()).isZero();
    assertThat(stats.sessionsOpen()).isZero();
  }

  /** The test's gateway takes 100 connections and 8 sessions. */
  private static void flood(GatewayServer server) throws IOException {
    List<Line> crowd = new ArrayList<>();
    try {
      int refused = 0;
      for (int i = 0; i < 150; i++) {
        Line line = connect(server);
        crowd.add(line);
        refused += answerTo(line).contains("connections: expected at most 100") ? 1 : 0;
      }
      assertThat(refused).isGreaterThanOrEqualTo(50);
    } finally {
      for (Line line : crowd) {
        line.close();
      }
    }
  }

  private static String answerTo(Line line) {
    try {
      return String.valueOf(line.ask(HELLO));
    } catch (IOException e) {
      return line.socket.isConnected() ? readRest(line) : "";
    }
  }

  private static String readRest(Line line) {
    try {
      return String.valueOf(line.reader.readLine());
    } catch (IOException e) {
      return "connections: expected at most 100, and reset before it could be read";
    }
  }

  @Test
  void token_wrong_isRefusedAndHungUpOn() throws Exception {
    try (GatewayServer server =
            GatewayServer.start(gateway().gateway, ServerSettings.plain("127.0.0.1", 0));
        Line line = connect(server)) {
      assertThat(line.ask("{\"type\":\"hello\",\"token\":\"guess\"}")).contains("bad-token");
      assertThat(line.reader.readLine()).isNull();
    }
  }

  @Test
  void tls_certificate_protectsAndStrangersAreNotTrusted() throws Exception {
    TestCertificate own = TestCertificate.in(folder);
    ServerSettings settings = new ServerSettings("127.0.0.1", 0, own.certificate(), own.key());
    TestGateway test = gateway();
    try (GatewayServer server = GatewayServer.start(test.gateway, settings)) {
      try (Line line =
          new Line(trusting(own.certificate()).createSocket("127.0.0.1", server.port()))) {
        line.ready().playing();
        assertThat(line.ask(STEP.formatted(true))).contains("ended");
      }
      assertThatThrownBy(
              () -> {
                try (Line line =
                    new Line(
                        SSLSocketFactory.getDefault().createSocket("127.0.0.1", server.port()))) {
                  line.ask(HELLO);
                }
              })
          .isInstanceOf(SSLHandshakeException.class);
      try (Line plain = connect(server)) {
        assertThat(answerTo(plain)).doesNotContain("welcome");
      }
    }
    assertThat(test.sink.trajectories).hasSize(1);
  }

  @Test
  void tls_noCertificate_isRefusedByFile() {
    ServerSettings settings =
        new ServerSettings("127.0.0.1", 0, folder.resolve("none.pem"), folder.resolve("key.pem"));
    assertThatThrownBy(() -> GatewayServer.start(gateway().gateway, settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.pem");
  }

  @Test
  void port_taken_isSaid() {
    try (GatewayServer server =
        GatewayServer.start(gateway().gateway, ServerSettings.plain("127.0.0.1", 0))) {
      ServerSettings same = ServerSettings.plain("127.0.0.1", server.port());
      assertThatThrownBy(() -> GatewayServer.start(gateway().gateway, same))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot listen at 127.0.0.1:" + server.port());
    }
  }

  private static SSLSocketFactory trusting(Path certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var in = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "g", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
