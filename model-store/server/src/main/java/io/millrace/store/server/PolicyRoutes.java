package io.millrace.store.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Policies, versions, aliases and artifacts over HTTP. */
final class PolicyRoutes {
  private static final int MAX_JSON_BYTES = 4096;

  /** What an alias is set to. */
  private record AliasTarget(Long epoch, Long version) {}

  private final ModelStore store;
  private final Uploads uploads;

  PolicyRoutes(ModelStore store, Uploads uploads) {
    this.store = store;
    this.uploads = uploads;
  }

  void register(RoutesConfig routes) {
    String policy = "/v1/policies/{policy}";
    String version = policy + "/epochs/{epoch}/versions/{version}";
    String alias = policy + "/aliases/{alias}";
    routes.get("/v1/policies", request -> StoreHttp.json(request, store.policies()));
    routes.get(policy, this::policy);
    routes.get(policy + "/versions", this::versions);
    routes.get(policy + "/versions/latest", this::latest);
    routes.get(policy + "/epochs/{epoch}/versions/latest", this::latestOfEpoch);
    routes.get(version, this::version);
    routes.put(version, this::publish);
    routes.get(alias, this::alias);
    routes.put(alias, this::setAlias);
    routes.delete(alias, this::removeAlias);
    routes.get("/v1/artifacts/{sha256}", this::artifact);
  }

  private void publish(Context request) {
    Published published =
        uploads.artifact(
            request,
            artifact -> {
              Submission submission = submission(request);
              checkHash(artifact, submission.sha256());
              return store.publish(submission, artifact);
            });
    StoreHttp.json(request.status(published.created() ? 201 : 200), published.manifest());
  }

  private static Submission submission(Context request) {
    VersionKey key = versionKey(request);
    if (key.version() < 1) {
      throw Failure.BAD_REQUEST.because("expected version >= 1, got version=0");
    }
    String parent = request.header("Millrace-Parent-Sha256");
    String recipe = request.header("Millrace-Recipe-Hash");
    String offset = request.header("Millrace-Last-Offset");
    return new Submission(
        key,
        Grammar.sha256("Millrace-Sha256", request.header("Millrace-Sha256")),
        parent == null ? null : Grammar.sha256("Millrace-Parent-Sha256", parent),
        recipe == null ? null : Grammar.label("Millrace-Recipe-Hash", recipe),
        offset == null ? -1 : Grammar.offset("Millrace-Last-Offset", offset));
  }

  private static void checkHash(byte[] artifact, String expected) {
    String actual = hash(artifact);
    if (!actual.equals(expected)) {
      throw Failure.HASH_MISMATCH.because(
          "expected bytes with sha256=%s, got sha256=%s bytes=%d"
              .formatted(expected, actual, artifact.length));
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected every Java runtime to have SHA-256", e);
    }
  }

  private void policy(Context request) {
    Manifest head = store.latest(policyId(request)).orElseThrow(missing(request));
    StoreHttp.json(request, PolicyEntry.of(head));
  }

  private void versions(Context request) {
    String epoch = request.queryParam("epoch");
    StoreHttp.json(
        request,
        epoch == null
            ? store.versions(policyId(request))
            : store.versions(policyId(request), Grammar.number("epoch", epoch)));
  }

  private void latest(Context request) {
    StoreHttp.json(request, store.latest(policyId(request)).orElseThrow(missing(request)));
  }

  private void latestOfEpoch(Context request) {
    long epoch = Grammar.number("epoch", request.pathParam("epoch"));
    StoreHttp.json(request, store.latest(policyId(request), epoch).orElseThrow(missing(request)));
  }

  private void version(Context request) {
    StoreHttp.json(request, store.version(versionKey(request)).orElseThrow(missing(request)));
  }

  private void alias(Context request) {
    StoreHttp.json(
        request, store.alias(policyId(request), aliasName(request)).orElseThrow(missing(request)));
  }

  private void setAlias(Context request) {
    String policyId = policyId(request);
    String alias = aliasName(request);
    AliasTarget target = Json.sent(uploads.small(request, MAX_JSON_BYTES), AliasTarget.class);
    if (target.epoch() == null || target.version() == null) {
      throw Failure.BAD_REQUEST.because(
          "expected {\"epoch\": n, \"version\": n}, got epoch=%s version=%s"
              .formatted(target.epoch(), target.version()));
    }
    long epoch = Grammar.number("epoch", target.epoch().toString());
    long version = Grammar.number("version", target.version().toString());
    StoreHttp.json(request, store.setAlias(alias, new VersionKey(policyId, epoch, version)));
  }

  private void removeAlias(Context request) {
    StoreHttp.json(
        request,
        store.removeAlias(policyId(request), aliasName(request)).orElseThrow(missing(request)));
  }

  private void artifact(Context request) {
    String sha256 = Grammar.sha256("sha256", request.pathParam("sha256"));
    byte[] bytes = store.artifact(sha256).orElseThrow(missing(request));
    request
        .header("Cache-Control", "public, max-age=31536000, immutable")
        .header("Millrace-Sha256", sha256)
        .contentType("application/octet-stream")
        .result(bytes);
  }

  private static String policyId(Context request) {
    return Grammar.key("policy", request.pathParam("policy"));
  }

  private static String aliasName(Context request) {
    return Grammar.key("alias", request.pathParam("alias"));
  }

  private static VersionKey versionKey(Context request) {
    return new VersionKey(
        policyId(request),
        Grammar.number("epoch", request.pathParam("epoch")),
        Grammar.number("version", request.pathParam("version")));
  }

  private static Supplier<StoreFailureException> missing(Context request) {
    return () -> Failure.NOT_FOUND.because("expected something there, got path=" + request.path());
  }
}
