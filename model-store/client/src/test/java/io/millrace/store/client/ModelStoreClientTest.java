package io.millrace.store.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the client makes of answers, good and bad. The answers are scripted; what the real store
 * answers is tested beside the store.
 */
class ModelStoreClientTest {
  private static final byte[] BYTES = "weights".getBytes(StandardCharsets.UTF_8);
  private static final String MANIFEST =
      """
      {"policyId":"walker","epoch":1,"version":2,"sha256":"%s","bytes":7,"parentSha256":null,
       "recipeHash":"r","lastOffset":5,"createdAtMs":9,"addedLater":[1]}"""
          .formatted(Sha256.hex(BYTES));

  private record Answer(int status, String body) {}

  private final Deque<Answer> script = new ArrayDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private ModelStoreClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          Answer answer = script.size() > 1 ? script.poll() : script.element();
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    client = client(Duration.ofSeconds(20));
  }

  private ModelStoreClient client(Duration retryFor) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new ModelStoreClient(address, ClientSettings.defaults().withRetryFor(retryFor));
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private void answers(int status, String body) {
    script.add(new Answer(status, body));
  }

  private static PolicyManifest manifest() {
    return PolicyManifest.of("walker", 1, 2, BYTES, null, "r", 5);
  }

  @Test
  void publish_firstAnswersUnavailable_triesAgain() {
    answers(503, "{\"error\":\"store-busy\",\"message\":\"m\"}");
    answers(502, "<html>bad gateway</html>");
    answers(201, MANIFEST);

    PublishResult result = client.publish(manifest(), BYTES);
    assertThat(result.created()).isTrue();
    assertThat(result.manifest().createdAtMs()).isEqualTo(9);
    assertThat(requests).hasSize(3).containsOnly("PUT /v1/policies/walker/epochs/1/versions/2");
  }

  @Test
  void publish_statusOk_wasThereBefore() {
    answers(200, MANIFEST);
    assertThat(client.publish(manifest(), BYTES).created()).isFalse();
  }

  @Test
  void publish_conflict_isNotRepeated() {
    answers(409, "{\"error\":\"version-taken\",\"message\":\"expected other bytes\"}");
    StoreConflictException failure =
        catchThrowableOfType(StoreConflictException.class, () -> client.publish(manifest(), BYTES));
    assertThat(failure.code()).isEqualTo("version-taken");
    assertThat(failure).hasMessageStartingWith("expected other bytes; status=409 address=http");
    assertThat(requests).hasSize(1);
  }

  @Test
  void publish_storeFull_isNotRepeated() {
    answers(507, "{\"error\":\"store-full\",\"message\":\"m\"}");
    assertThatThrownBy(() -> client.publish(manifest(), BYTES))
        .isInstanceOf(StoreFullException.class)
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(requests).hasSize(1);
  }

  @Test
  void artifact_damagedOnTheWay_isFetchedAgain() {
    answers(200, "weighty");
    answers(200, "weights");
    assertThat(client.artifact(Sha256.hex(BYTES))).isEqualTo(BYTES);
    assertThat(requests).hasSize(2);
  }

  @Test
  void artifact_alwaysDamaged_isNeverReturned() {
    answers(200, "weighty");
    try (ModelStoreClient impatient = client(Duration.ZERO)) {
      assertThatThrownBy(() -> impatient.artifact(Sha256.hex(BYTES)))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("expected an artifact with sha256=" + Sha256.hex(BYTES));
    }
  }

  @Test
  void latest_notFound_isEmptyButAnotherServersPageIsNot() {
    answers(404, "{\"error\":\"not-found\",\"message\":\"m\"}");
    answers(404, "<html>nothing here</html>");
    assertThat(client.latest("walker")).isEmpty();
    assertThatThrownBy(() -> client.latest("walker"))
        .isInstanceOf(StoreRejectedException.class)
        .hasMessageContaining("expected a store at the address");
  }

  @Test
  void events_typeOfANewerStore_isUnknown() {
    answers(
        200,
        "[{\"seq\":4,\"type\":\"retired\",\"policyId\":\"p\",\"epoch\":1,\"version\":1,\"atMs\":2}]");
    assertThat(client.events(0, Duration.ZERO))
        .extracting(StoreEvent::sequence, StoreEvent::type)
        .containsExactly(tuple(4L, StoreEvent.Type.UNKNOWN));
  }

  @Test
  void events_answerThatIsNotJson_saysSo() {
    answers(200, "hello");
    assertThatThrownBy(() -> client.events(0, Duration.ZERO))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("expected JSON from the store");
  }

  @Test
  void anyCall_nobodyListens_saysWhereAndWhy() {
    server.stop(0);
    try (ModelStoreClient impatient = client(Duration.ofMillis(100))) {
      assertThatThrownBy(() -> impatient.latest("walker"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("method=GET address=http://127.0.0.1:")
          .hasMessageContaining("ConnectException");
    }
  }

  @Test
  void anyCall_interrupted_stopsTryingAndKeepsTheFlag() {
    answers(503, "{\"error\":\"store-busy\",\"message\":\"m\"}");
    Thread.currentThread().interrupt();
    StoreUnavailableException failure =
        catchThrowableOfType(StoreUnavailableException.class, () -> client.latest("walker"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.code()).isEqualTo("interrupted");
  }

  @Test
  void anyCall_afterClose_isUnavailableAtOnce() {
    answers(200, "[]");
    client.close();
    client.close();
    assertThatThrownBy(() -> client.policies())
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("expected an open client");
    assertThat(requests).isEmpty();
  }

  @Test
  void constructor_addressThatIsNone_isRefused() {
    for (String address : List.of("localhost:80", "ftp://host", "/path", "http:x")) {
      assertThatThrownBy(() -> new ModelStoreClient(URI.create(address)))
          .as(address)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected a store address");
    }
  }

  @Test
  void settings_thatMakeNoSense_areRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new ClientSettings(Duration.ZERO, second, second))
        .hasMessageContaining("connectTimeout");
    assertThatThrownBy(() -> new ClientSettings(second, second.negated(), second))
        .hasMessageContaining("requestTimeout");
    assertThatThrownBy(() -> new ClientSettings(second, second, second.negated()))
        .hasMessageContaining("retryFor");
  }

  @Test
  void sha256_ofNothing_isTheKnownValue() {
    // FIPS 180-4, the empty message.
    assertThat(Sha256.hex(new byte[0]))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }
}
