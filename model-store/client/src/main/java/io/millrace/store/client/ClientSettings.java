package io.millrace.store.client;

import java.time.Duration;
import java.util.Objects;

/**
 * How patient a client is.
 *
 * @param connectTimeout for one connection attempt
 * @param requestTimeout for one exchange, uploads and downloads included; a long poll adds its wait
 * @param retryFor how long a call goes on trying when the store cannot answer; zero means one try
 */
public record ClientSettings(Duration connectTimeout, Duration requestTimeout, Duration retryFor) {
  public ClientSettings {
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("requestTimeout", requestTimeout);
    Objects.requireNonNull(retryFor, "retryFor");
    if (retryFor.isNegative()) {
      throw new IllegalArgumentException("expected retryFor >= 0, got retryFor=" + retryFor);
    }
  }

  /** Connect within 2 s, exchange within 60 s, retry for 30 s. */
  public static ClientSettings defaults() {
    return new ClientSettings(
        Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(30));
  }

  /** The same with another retry time. */
  public ClientSettings withRetryFor(Duration retryFor) {
    return new ClientSettings(connectTimeout, requestTimeout, retryFor);
  }

  private static void requirePositive(String name, Duration value) {
    Objects.requireNonNull(value, name);
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("expected " + name + " > 0, got " + name + "=" + value);
    }
  }
}
