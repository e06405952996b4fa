package io.millrace.store.client;

import com.fasterxml.jackson.core.type.TypeReference;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Talks to a model store. Thread-safe: one client serves a whole process.
 *
 * <p>Every call may throw {@link StoreUnavailableException} after retrying with back-off, {@link
 * StoreRejectedException} if the store finds the call wrong in itself, and {@link
 * StoreConflictException} if it contradicts what the store holds. All calls, publishing included,
 * are safe to repeat. An interrupted call throws {@link StoreUnavailableException} with code {@code
 * interrupted} and leaves the thread's interrupt flag set.
 */
public final class ModelStoreClient implements AutoCloseable {
  private static final TypeReference<List<PolicyManifest>> MANIFESTS = new TypeReference<>() {};
  private static final TypeReference<List<PolicySummary>> SUMMARIES = new TypeReference<>() {};
  private static final TypeReference<List<StoreEvent>> EVENTS = new TypeReference<>() {};

  private final StoreExchange exchange;

  /** A client with {@link ClientSettings#defaults()}. */
  public ModelStoreClient(URI base) {
    this(base, ClientSettings.defaults());
  }

  /**
   * Does not connect yet.
   *
   * @param base such as {@code http://127.0.0.1:8470}, without {@code /v1}
   */
  public ModelStoreClient(URI base, ClientSettings settings) {
    exchange = new StoreExchange(base, settings);
  }

  /**
   * Publishes one version; returns once the store holds it durably. The same bytes again are fine.
   *
   * @param manifest {@code bytes} and {@code createdAtMs} are the store's to say and are ignored
   * @throws StoreConflictException if the version holds other bytes, is not the next of its epoch,
   *     or its parent is not the head of the epoch
   * @throws StoreFullException if the store's disk is full
   */
  public PublishResult publish(PolicyManifest manifest, byte[] artifact) {
    Objects.requireNonNull(artifact, "artifact");
    HttpRequest.Builder request =
        exchange
            .request(
                versionPath(manifest.policyId(), manifest.epoch(), "" + manifest.version()),
                Duration.ZERO)
            .header("Content-Type", "application/octet-stream")
            .header("Millrace-Sha256", manifest.sha256())
            .header("Millrace-Last-Offset", "" + manifest.lastOffset());
    if (manifest.parentSha256() != null) {
      request.header("Millrace-Parent-Sha256", manifest.parentSha256());
    }
    if (manifest.recipeHash() != null) {
      request.header("Millrace-Recipe-Hash", manifest.recipeHash());
    }
    HttpResponse<byte[]> response =
        exchange.send(request.PUT(BodyPublishers.ofByteArray(artifact)).build());
    return new PublishResult(
        exchange.read(response, PolicyManifest.class), response.statusCode() == 201);
  }

  /** The newest version of a policy: the last one of its highest epoch. */
  public Optional<PolicyManifest> latest(String policyId) {
    return exchange.find(policyPath(policyId) + "/versions/latest", PolicyManifest.class);
  }

  /** The newest version of one epoch of a policy. */
  public Optional<PolicyManifest> latest(String policyId, long epoch) {
    return exchange.find(versionPath(policyId, epoch, "latest"), PolicyManifest.class);
  }

  /** One version of a policy. */
  public Optional<PolicyManifest> version(String policyId, long epoch, long version) {
    return exchange.find(versionPath(policyId, epoch, "" + version), PolicyManifest.class);
  }

  /** All versions of a policy, by epoch and number; empty for an unknown policy. */
  public List<PolicyManifest> versions(String policyId) {
    return exchange.get(policyPath(policyId) + "/versions", MANIFESTS);
  }

  /** All versions of one epoch of a policy, by number; empty for an unknown policy or epoch. */
  public List<PolicyManifest> versions(String policyId, long epoch) {
    return exchange.get(policyPath(policyId) + "/versions?epoch=" + epoch, MANIFESTS);
  }

  /** All policies with their newest versions, by id. */
  public List<PolicySummary> policies() {
    return exchange.get("/policies", SUMMARIES);
  }

  /** One policy with its newest version. */
  public Optional<PolicySummary> policy(String policyId) {
    return exchange.find(policyPath(policyId), PolicySummary.class);
  }

  /**
   * The bytes of an artifact, checked against their hash.
   *
   * @throws StoreRejectedException with code {@code not-found} if the store does not hold it
   */
  public byte[] artifact(String sha256) {
    return exchange.artifact(sha256);
  }

  /**
   * Points an alias to a version, which must exist.
   *
   * @throws StoreRejectedException with code {@code not-found} if the version does not exist
   */
  public PolicyAlias setAlias(String policyId, String alias, long epoch, long version) {
    Map<String, Long> target = Map.of("epoch", epoch, "version", version);
    HttpRequest request =
        exchange
            .request(aliasPath(policyId, alias), Duration.ZERO)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(exchange.json(target)))
            .build();
    return exchange.read(exchange.send(request), PolicyAlias.class);
  }

  /** What an alias points to. */
  public Optional<PolicyAlias> alias(String policyId, String alias) {
    return exchange.find(aliasPath(policyId, alias), PolicyAlias.class);
  }

  /** Removes an alias; false if there was none. The version stays. */
  public boolean removeAlias(String policyId, String alias) {
    HttpRequest request =
        exchange.request(aliasPath(policyId, alias), Duration.ZERO).DELETE().build();
    return exchange.sendForOptional(request).isPresent();
  }

  /**
   * The events after a sequence number, oldest first, at most a few hundred at a time. If there are
   * none yet, waits for the first.
   *
   * @param after 0 for the beginning of the log
   * @param wait at most this long; the store caps it at one minute. Empty if nothing came.
   * @throws StoreConflictException with code {@code sequence-ahead} if the store has never reached
   *     {@code after}: it is another store, or was set up anew; start from its heads
   */
  public List<StoreEvent> events(long after, Duration wait) {
    return events(after, wait, null);
  }

  /**
   * As {@link #events(long, Duration)}, of one policy.
   *
   * @param policyId null for all policies
   */
  public List<StoreEvent> events(long after, Duration wait, String policyId) {
    String path =
        "/events?after="
            + after
            + "&waitMs="
            + wait.toMillis()
            + (policyId == null ? "" : "&policy=" + encode(policyId));
    HttpRequest request = exchange.request(path, wait).GET().build();
    return exchange.read(exchange.send(request), EVENTS);
  }

  /** How the store is. */
  public StoreHealth health() {
    return exchange.read(
        exchange.send(exchange.request("/health", Duration.ZERO).GET().build()), StoreHealth.class);
  }

  /** Fails the calls in progress and all later ones. */
  @Override
  public void close() {
    exchange.close();
  }

  private static String policyPath(String policyId) {
    return "/policies/" + encode(policyId);
  }

  private static String versionPath(String policyId, long epoch, String version) {
    return policyPath(policyId) + "/epochs/" + epoch + "/versions/" + version;
  }

  private static String aliasPath(String policyId, String alias) {
    return policyPath(policyId) + "/aliases/" + encode(alias);
  }

  /** Leaves legal keys as they are and keeps hostile ones inside their segment. */
  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
