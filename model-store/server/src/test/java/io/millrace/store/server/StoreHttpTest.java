package io.millrace.store.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.store.client.ClientSettings;
import io.millrace.store.client.ModelStoreClient;
import io.millrace.store.client.PolicyAlias;
import io.millrace.store.client.PolicyHead;
import io.millrace.store.client.PolicyManifest;
import io.millrace.store.client.PolicySummary;
import io.millrace.store.client.PublishResult;
import io.millrace.store.client.StoreConflictException;
import io.millrace.store.client.StoreEvent;
import io.millrace.store.client.StoreException;
import io.millrace.store.client.StoreFullException;
import io.millrace.store.client.StoreRejectedException;
import io.millrace.store.client.StoreUnavailableException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as the real client sees it, and where the client is too polite, as bare HTTP. */
class StoreHttpTest {
  private static final int MAX_BYTES = 100_000;

  @TempDir private Path directory;
  private final Chain chain = Chain.of("walker", 1, 3, 5000, 1);
  private ModelStore store;
  private StoreHttp http;
  private ModelStoreClient client;

  @BeforeEach
  void start() {
    start(0);
  }

  private void start(long minFreeBytes) {
    StoreSettings settings = new StoreSettings(directory, MAX_BYTES, minFreeBytes);
    store = ModelStore.open(settings, Clock.systemUTC());
    http = StoreHttp.start(store, "127.0.0.1", 0);
    client =
        new ModelStoreClient(address(""), ClientSettings.defaults().withRetryFor(Duration.ZERO));
  }

  @AfterEach
  void stop() {
    client.close();
    http.close();
    store.close();
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }

  private PublishResult publish(long version) {
    return client.publish(manifest(version), chain.artifact(version));
  }

  private PolicyManifest manifest(long version) {
    return PolicyManifest.of(
        "walker", 1, version, chain.artifact(version), chain.parentSha256(version), "cafe", 7);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void publish_thenRead_agreesOnEveryField() {
    PublishResult first = publish(1);
    PublishResult again = publish(1);
    PublishResult second = publish(2);

    PolicyManifest sent = manifest(2);
    PolicyManifest kept = second.manifest();
    assertThat(first.created()).isTrue();
    assertThat(again).isEqualTo(new PublishResult(first.manifest(), false));
    assertThat(kept.createdAtMs()).isPositive();
    assertThat(kept).usingRecursiveComparison().ignoringFields("createdAtMs").isEqualTo(sent);
    assertThat(client.version("walker", 1, 2)).contains(kept);
    assertThat(client.latest("walker")).contains(kept);
    assertThat(client.latest("walker", 1)).contains(kept);
    assertThat(client.versions("walker")).containsExactly(first.manifest(), kept);
    assertThat(client.versions("walker", 1)).hasSize(2);
    assertThat(client.versions("walker", 2)).isEmpty();
    assertThat(client.artifact(kept.sha256())).isEqualTo(chain.artifact(2));
    PolicySummary summary = new PolicySummary("walker", new PolicyHead(1, 2, kept.sha256()));
    assertThat(client.policies()).containsExactly(summary);
    assertThat(client.policy("walker")).contains(summary);
  }

  @Test
  void read_whatIsNotThere_isEmptyOrRejected() {
    assertThat(client.latest("walker")).isEmpty();
    assertThat(client.latest("walker", 1)).isEmpty();
    assertThat(client.version("walker", 1, 1)).isEmpty();
    assertThat(client.versions("walker")).isEmpty();
    assertThat(client.policies()).isEmpty();
    assertThat(client.policy("walker")).isEmpty();
    assertThat(client.alias("walker", "champion")).isEmpty();
    assertThat(client.removeAlias("walker", "champion")).isFalse();
    assertThat(code(() -> client.artifact("0".repeat(64)))).isEqualTo("not-found");
    assertThat(code(() -> client.setAlias("walker", "champion", 1, 1))).isEqualTo("not-found");
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(StoreRejectedException.class, call).code();
  }

  @Test
  void publish_conflicts_sayWhatWasExpected() {
    publish(1);
    byte[] other = {1, 2, 3};
    PolicyManifest taken = PolicyManifest.of("walker", 1, 1, other, null, "cafe", 7);

    assertThatThrownBy(() -> client.publish(taken, other))
        .isInstanceOf(StoreConflictException.class)
        .hasMessageContaining("policy=walker epoch=1 version=1")
        .hasMessageContaining(chain.sha256(1));
    assertThatThrownBy(() -> publish(3))
        .isInstanceOf(StoreConflictException.class)
        .hasMessageContaining("version=2, got version=3");
    PolicyManifest orphan =
        PolicyManifest.of("walker", 1, 2, chain.artifact(2), chain.sha256(3), "cafe", 7);
    assertThatThrownBy(() -> client.publish(orphan, chain.artifact(2)))
        .isInstanceOf(StoreConflictException.class)
        .extracting(e -> ((StoreException) e).code())
        .isEqualTo("parent-not-head");
  }

  @Test
  void publish_hashOfOtherBytes_isRejected() {
    assertThat(code(() -> client.publish(manifest(1), chain.artifact(2))))
        .isEqualTo("hash-mismatch");
    assertThat(client.policies()).isEmpty();
  }

  @Test
  void publish_atTheLimit_isTakenAndOneMoreIsNot() {
    byte[] largest = new byte[MAX_BYTES];
    byte[] tooLarge = new byte[MAX_BYTES + 1];
    client.publish(PolicyManifest.of("a", 1, 1, largest, null, null, -1), largest);

    assertThat(client.artifact(Chain.hash(largest))).hasSize(MAX_BYTES);
    PolicyManifest refused = PolicyManifest.of("b", 1, 1, tooLarge, null, null, -1);
    assertThat(code(() -> client.publish(refused, tooLarge))).isEqualTo("artifact-too-large");
    assertThat(client.policy("b")).isEmpty();
  }

  @Test
  void publish_diskFull_isToldApartAndReadsGoOn() {
    publish(1);
    stop();
    start(Long.MAX_VALUE / 4);

    assertThatThrownBy(() -> publish(2))
        .isInstanceOf(StoreFullException.class)
        .hasMessageContaining("free-bytes");
    assertThat(client.latest("walker").orElseThrow().version()).isEqualTo(1);
    assertThat(client.artifact(chain.sha256(1))).isEqualTo(chain.artifact(1));
  }

  @Test
  void publish_withoutLength_isRefused() throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(address("/v1/policies/walker/epochs/1/versions/1"))
                .header("Millrace-Sha256", chain.sha256(1))
                .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(chain.artifact(1)))));
    assertThat(answer.statusCode()).isEqualTo(411);
    assertThat(answer.body()).startsWith("{\"error\":\"length-required\"");
  }

  @Test
  void publish_statusTellsNewFromRepeated() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address("/v1/policies/walker/epochs/1/versions/1"))
            .header("Millrace-Sha256", chain.sha256(1))
            .PUT(BodyPublishers.ofByteArray(chain.artifact(1)));
    assertThat(send(request.copy()).statusCode()).isEqualTo(201);
    assertThat(send(request.copy()).statusCode()).isEqualTo(200);
  }

  @Test
  void publish_wrongHeaders_areRefused() throws Exception {
    String path = "/v1/policies/walker/epochs/1/versions/1";
    String hash = chain.sha256(1);
    for (String[] headers :
        List.of(
            new String[] {"Millrace-Sha256", "abc"},
            new String[] {"Millrace-Sha256", hash.toUpperCase(Locale.ROOT)},
            new String[] {"Millrace-Sha256", hash, "Millrace-Parent-Sha256", "../x"},
            new String[] {"Millrace-Sha256", hash, "Millrace-Recipe-Hash", "<script>"},
            new String[] {"Millrace-Sha256", hash, "Millrace-Last-Offset", "-2"},
            new String[] {"X-Nothing", "1"})) {
      HttpResponse<String> answer =
          send(
              HttpRequest.newBuilder(address(path))
                  .headers(headers)
                  .PUT(BodyPublishers.ofByteArray(chain.artifact(1))));
      assertThat(answer.statusCode()).as(String.join(" ", headers)).isEqualTo(400);
    }
    assertThat(client.policies()).isEmpty();
  }

  @Test
  void alias_setMovedRemoved_isSeenEverywhere() {
    publish(1);
    publish(2);
    PolicyAlias set = client.setAlias("walker", "champion", 1, 1);
    assertThat(set.sha256()).isEqualTo(chain.sha256(1));
    assertThat(client.alias("walker", "champion")).contains(set);
    client.setAlias("walker", "champion", 1, 2);
    assertThat(client.alias("walker", "champion").orElseThrow().version()).isEqualTo(2);
    assertThat(client.removeAlias("walker", "champion")).isTrue();

    assertThat(client.events(2, Duration.ZERO))
        .extracting(StoreEvent::type)
        .containsExactly(
            StoreEvent.Type.ALIAS, StoreEvent.Type.ALIAS, StoreEvent.Type.ALIAS_REMOVED);
  }

  @Test
  void alias_wrongBody_isRefused() throws Exception {
    publish(1);
    for (String body :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"epoch\":1}",
            "{\"epoch\":-1,\"version\":1}",
            "{" + " ".repeat(5000) + "}")) {
      HttpResponse<String> answer =
          send(
              HttpRequest.newBuilder(address("/v1/policies/walker/aliases/champion"))
                  .PUT(BodyPublishers.ofString(body)));
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
    }
    assertThat(client.alias("walker", "champion")).isEmpty();
  }

  @Test
  void events_longPoll_endsWithTheNextVersion() throws Exception {
    CompletableFuture<List<StoreEvent>> waiting =
        CompletableFuture.supplyAsync(() -> client.events(0, Duration.ofSeconds(50), "walker"));
    assertThat(waiting).isNotDone();
    PolicyManifest manifest = publish(1).manifest();

    assertThat(waiting.get(10, TimeUnit.SECONDS))
        .containsExactly(
            new StoreEvent(
                1,
                StoreEvent.Type.VERSION,
                "walker",
                1,
                1,
                chain.sha256(1),
                null,
                manifest.createdAtMs()));
  }

  @Test
  void events_nothingInTime_isEmpty() {
    assertThat(client.events(0, Duration.ofMillis(30))).isEmpty();
  }

  @Test
  void events_aheadOfTheStore_isAConflict() {
    assertThatThrownBy(() -> client.events(5, Duration.ofSeconds(1)))
        .isInstanceOf(StoreConflictException.class)
        .extracting(e -> ((StoreException) e).code())
        .isEqualTo("sequence-ahead");
  }

  @Test
  void clientClose_duringALongPoll_endsIt() {
    CompletableFuture<List<StoreEvent>> waiting =
        CompletableFuture.supplyAsync(() -> client.events(0, Duration.ofSeconds(50)));
    Awaitility.await().until(() -> http.waiting() == 1);
    client.close();
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void clientKey_hostile_isRejectedByTheStore() {
    for (String key : HostileKeys.all()) {
      assertThat(code(() -> client.latest(key))).as(key).isIn("bad-key", "bad-request");
    }
  }

  @Test
  void anything_unknownPathOrMethod_isAnsweredInJson() throws Exception {
    HttpResponse<String> path = send(HttpRequest.newBuilder(address("/v2/x")));
    HttpResponse<String> method = send(HttpRequest.newBuilder(address("/v1/health")).DELETE());
    assertThat(path.statusCode()).isEqualTo(404);
    assertThat(path.body()).startsWith("{\"error\":\"no-such-resource\"");
    assertThat(method.statusCode()).isEqualTo(404);
    assertThat(client.health().status()).isEqualTo("ok");
  }

  @Test
  void artifact_header_saysItNeverChanges() throws Exception {
    publish(1);
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(address("/v1/artifacts/" + chain.sha256(1))));
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
  }
}
