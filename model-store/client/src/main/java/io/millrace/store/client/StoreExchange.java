package io.millrace.store.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Requests and answers: retries, JSON, and what a status means. */
final class StoreExchange implements AutoCloseable {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
          .build();

  /** A closed answer: the store's own error body. */
  private record ErrorBody(String error, String message) {}

  private final String base;
  private final ClientSettings settings;
  private final ExecutorService executor;
  private final HttpClient http;
  private final RetryPolicy<HttpResponse<byte[]>> retries;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  StoreExchange(URI base, ClientSettings settings) {
    String scheme = base.getScheme();
    if (base.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "expected a store address such as http://127.0.0.1:8470, got address=" + base);
    }
    this.base = base.toString().replaceFirst("/+$", "") + "/v1";
    this.settings = Objects.requireNonNull(settings, "settings");
    executor = Executors.newCachedThreadPool(StoreExchange::daemon);
    // HTTP/1.1 on purpose: the upgrade to HTTP/2 would cost every connection a failed attempt.
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .executor(executor)
            .build();
    retries = retries(settings.retryFor());
  }

  private RetryPolicy<HttpResponse<byte[]>> retries(Duration retryFor) {
    var policy =
        RetryPolicy.<HttpResponse<byte[]>>builder()
            .handleIf(
                failure ->
                    failure instanceof StoreUnavailableException
                        && !(failure instanceof StoreFullException)
                        && !closed.isDone()
                        && !Thread.currentThread().isInterrupted());
    if (retryFor.isZero()) {
      return policy.withMaxRetries(0).build();
    }
    return policy
        .withMaxRetries(-1)
        .withBackoff(Duration.ofMillis(20), Duration.ofSeconds(2))
        .withJitter(0.25)
        .withMaxDuration(retryFor)
        .build();
  }

  /**
   * Starts a request.
   *
   * @param path below {@code /v1}, encoded
   * @param wait how long the store may take on purpose, on top of the request timeout
   */
  HttpRequest.Builder request(String path, Duration wait) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(settings.requestTimeout().plus(wait));
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    return withRetries(request, response -> response);
  }

  Optional<HttpResponse<byte[]>> sendForOptional(HttpRequest request) {
    try {
      return Optional.of(send(request));
    } catch (StoreRejectedException e) {
      if (e.code().equals("not-found")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  <T> T get(String path, TypeReference<T> type) {
    return read(send(request(path, Duration.ZERO).GET().build()), type);
  }

  <T> Optional<T> find(String path, Class<T> type) {
    return sendForOptional(request(path, Duration.ZERO).GET().build())
        .map(response -> read(response, type));
  }

  byte[] artifact(String sha256) {
    HttpRequest request = request("/artifacts/" + sha256, Duration.ZERO).GET().build();
    return withRetries(request, response -> verified(response, sha256)).body();
  }

  byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a value that has a JSON form", e);
    }
  }

  <T> T read(HttpResponse<byte[]> response, Class<T> type) {
    return read(response, JSON.constructType(type));
  }

  <T> T read(HttpResponse<byte[]> response, TypeReference<T> type) {
    return read(response, JSON.constructType(type.getType()));
  }

  private static <T> T read(HttpResponse<byte[]> response, JavaType type) {
    try {
      return JSON.readValue(response.body(), type);
    } catch (IOException e) {
      throw new StoreException(
          "bad-answer", "expected JSON from the store, address=" + response.uri(), e);
    }
  }

  @Override
  public void close() {
    closed.complete(null);
    executor.shutdown();
  }

  /** Checks the answers of one request and of its retries. */
  private interface AnswerCheck {
    HttpResponse<byte[]> check(HttpResponse<byte[]> response);
  }

  private HttpResponse<byte[]> withRetries(HttpRequest request, AnswerCheck check) {
    try {
      return Failsafe.with(retries).get(() -> check.check(successful(once(request))));
    } catch (FailsafeException e) {
      // The only checked exception that can arrive here: interrupted while backing off.
      Thread.currentThread().interrupt();
      throw unavailable("interrupted", "expected to finish undisturbed", request, e.getCause());
    }
  }

  private HttpResponse<byte[]> once(HttpRequest request) {
    if (closed.isDone()) {
      throw unavailable("client-closed", "expected an open client", request, null);
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      CompletableFuture.anyOf(answer, closed).get();
      if (!answer.isDone()) {
        throw unavailable("client-closed", "expected an open client", request, null);
      }
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted", "expected to finish undisturbed", request, e);
    } catch (ExecutionException | CancellationException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw unavailable("unreachable", "expected an answer", request, cause);
    } finally {
      answer.cancel(true);
    }
  }

  private static HttpResponse<byte[]> successful(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return response;
    }
    ErrorBody body = errorBody(response);
    String message = body.message();
    if (status == 507) {
      throw new StoreFullException(body.error(), message);
    }
    if (status == 409) {
      throw new StoreConflictException(body.error(), message);
    }
    if (status >= 500) {
      throw new StoreUnavailableException(body.error(), message, null);
    }
    throw new StoreRejectedException(body.error(), message);
  }

  /** What the store says, or the bare status if something else answered in its place. */
  private static ErrorBody errorBody(HttpResponse<byte[]> response) {
    String where = "status=" + response.statusCode() + " address=" + response.uri();
    try {
      ErrorBody body = JSON.readValue(response.body(), ErrorBody.class);
      if (body != null && body.error() != null) {
        return new ErrorBody(body.error(), body.message() + "; " + where);
      }
    } catch (JacksonException e) {
      return new ErrorBody("bad-answer", "expected a store at the address, got " + where);
    } catch (IOException e) {
      throw new IllegalStateException("expected no I/O on bytes in memory", e);
    }
    return new ErrorBody("bad-answer", "expected a store at the address, got " + where);
  }

  private static HttpResponse<byte[]> verified(HttpResponse<byte[]> response, String sha256) {
    String actual = Sha256.hex(response.body());
    if (actual.equals(sha256)) {
      return response;
    }
    throw new StoreUnavailableException(
        "hash-mismatch",
        "expected an artifact with sha256=%s, got sha256=%s bytes=%d from address=%s"
            .formatted(sha256, actual, response.body().length, response.uri()),
        null);
  }

  private static StoreUnavailableException unavailable(
      String code, String expectation, HttpRequest request, Throwable cause) {
    String got = cause == null ? "" : " cause=" + cause;
    return new StoreUnavailableException(
        code,
        "%s from the model store, method=%s address=%s%s"
            .formatted(expectation, request.method(), request.uri(), got),
        cause);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "model-store-client");
    thread.setDaemon(true);
    return thread;
  }
}
