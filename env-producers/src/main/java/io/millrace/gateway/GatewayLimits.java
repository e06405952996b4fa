package io.millrace.gateway;

import java.time.Duration;

/**
 * What a gateway bears. Each refusal names the limit by its name here.
 *
 * @param messageBytes of one line
 * @param connections at once
 * @param sessions at once, of all connections
 * @param episodesPerSession episodes of a session that run in lockstep
 * @param requestsPerSecond of one connection
 * @param idle how long a session with an episode may say nothing before the episode is given up
 * @param resetWait how long a reset may wait for permission before the client is told to try again
 */
public record GatewayLimits(
    int messageBytes,
    int connections,
    int sessions,
    int episodesPerSession,
    int requestsPerSecond,
    Duration idle,
    Duration resetWait) {

  public GatewayLimits {
    positive("messageBytes", messageBytes);
    positive("connections", connections);
    positive("sessions", sessions);
    positive("episodesPerSession", episodesPerSession);
    positive("requestsPerSecond", requestsPerSecond);
    positive("idle", idle.toNanos());
    positive("resetWait", resetWait.toNanos());
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException("expected a limit above 0, " + name + "=" + value);
    }
  }

  /** For a machine of a few cores. */
  public static GatewayLimits standard() {
    return new GatewayLimits(
        1 << 20, 2_000, 4_000, 1_024, 50_000, Duration.ofSeconds(60), Duration.ofSeconds(30));
  }
}
