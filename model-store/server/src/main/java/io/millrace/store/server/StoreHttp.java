package io.millrace.store.server;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API of a store: JSON, and JSON errors {@code {"error": code, "message": text}}. */
final class StoreHttp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreHttp.class);
  private static final long MAX_WAIT_MS = 60_000;

  /**
   * What a path may hold before any decoding. No legal key needs an escape, so whatever has one (or
   * a dot segment, which Jetty would resolve) is hostile or a mistake.
   */
  private static final Pattern PLAIN_PATH = Pattern.compile("(/[a-z0-9][a-z0-9._-]*)+");

  private record ErrorBody(String error, String message) {}

  private final ModelStore store;
  private final EventFeed feed;
  private final Executor threads;
  private final Javalin server;

  private StoreHttp(ModelStore store, String host, int port) {
    this.store = store;
    feed = new EventFeed(store);
    QueuedThreadPool pool = new QueuedThreadPool(64, 2);
    pool.setName("store-http");
    threads = pool;
    server = Javalin.create(config -> configure(config, pool));
    server.start(host, port);
  }

  /**
   * Starts to serve; the store stays the caller's to close, after this.
   *
   * @param port 0 for a free one
   */
  static StoreHttp start(ModelStore store, String host, int port) {
    return new StoreHttp(store, host, port);
  }

  int port() {
    return server.port();
  }

  /** How many long polls wait. */
  int waiting() {
    return feed.waiting();
  }

  private void configure(JavalinConfig config, QueuedThreadPool pool) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = pool;
    // Hostile paths come through to checkPath, which answers them in JSON.
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setUriCompliance(UriCompliance.UNSAFE);
          http.setSendServerVersion(false);
        });
    config.jetty.modifyServer(jetty -> jetty.setErrorHandler(StoreHttp::failParsing));
    RoutesConfig routes = config.routes;
    routes.before(StoreHttp::checkPath);
    new PolicyRoutes(store, new Uploads(store.settings().maxArtifactBytes(), UploadBudget.ofHeap()))
        .register(routes);
    routes.get("/v1/events", this::events);
    routes.get("/v1/health", request -> json(request, store.health()));
    routes.exception(StoreFailureException.class, StoreHttp::fail);
    routes.exception(HttpResponseException.class, StoreHttp::failRouting);
    routes.exception(Exception.class, StoreHttp::failUnexpectedly);
  }

  private static void checkPath(Context request) {
    String raw = request.req().getRequestURI();
    if (!PLAIN_PATH.matcher(raw).matches() || raw.contains("..")) {
      throw Failure.BAD_KEY.because(
          "expected a path of keys like [a-z0-9][a-z0-9._-]{0,62}, " + Grammar.got("path", raw));
    }
  }

  private void events(Context request) {
    long after = Grammar.number("after", queryOr(request, "after", "0"));
    long waitMs = Grammar.number("waitMs", queryOr(request, "waitMs", "0"));
    String policy = request.queryParam("policy");
    String policyId = policy == null ? null : Grammar.key("policy", policy);
    Duration wait = Duration.ofMillis(Math.min(waitMs, MAX_WAIT_MS));
    request.future(
        () ->
            feed.after(after, policyId, wait)
                .thenAcceptAsync(events -> json(request, events), threads));
  }

  private static String queryOr(Context request, String name, String otherwise) {
    String value = request.queryParam(name);
    return value == null ? otherwise : value;
  }

  static void json(Context request, Object body) {
    request.contentType("application/json").result(Json.bytes(body));
  }

  private static void fail(StoreFailureException e, Context request) {
    if (e.failure().status() >= 500) {
      LOG.warn(
          "could not answer: method={} path={} error={} message={}",
          request.method(),
          request.path(),
          e.failure().code(),
          e.getMessage());
    }
    error(request, e.failure().status(), e.failure().code(), e.getMessage());
  }

  private static void failRouting(HttpResponseException e, Context request) {
    String code = e.getStatus() == 404 ? "no-such-resource" : "bad-request";
    error(
        request,
        e.getStatus(),
        code,
        "expected a method and path of the API, got method=%s path=%s"
            .formatted(request.method(), request.path()));
  }

  /** What never became a request, such as a zero byte in the path. */
  private static boolean failParsing(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    ErrorBody body = new ErrorBody("bad-request", "expected HTTP/1.1, got status=" + status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(Json.bytes(body)), callback);
    return true;
  }

  private static void failUnexpectedly(Exception e, Context request) {
    LOG.error("failed: method={} path={}", request.method(), request.path(), e);
    error(request, 500, "internal-error", "expected to answer, got cause=" + e);
  }

  private static void error(Context request, int status, String code, String message) {
    json(request.status(status), new ErrorBody(code, message));
  }

  /** Ends long polls with nothing, then stops to listen. */
  @Override
  public void close() {
    feed.close();
    server.stop();
  }
}
