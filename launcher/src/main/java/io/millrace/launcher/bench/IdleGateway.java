package io.millrace.launcher.bench;

import io.millrace.env.ActionSpace;
import io.millrace.env.EnvironmentSpec;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.gateway.Gateway;
import io.millrace.gateway.GatewayLimits;
import io.millrace.gateway.GatewaySettings;
import io.millrace.rollout.ActingPolicy;
import io.millrace.rollout.RolloutSettings;
import io.millrace.rollout.TrajectorySink;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the idle simulators of a benchmark act through: random weights of {@link IngestPolicy}, and
 * neither quota nor limit that they would ever meet.
 */
final class IdleGateway {
  private static final int UNLIMITED = 1_000_000;

  private IdleGateway() {}

  /**
   * Makes one.
   *
   * @param workerId begins the ids of its groups
   * @param groupSize members of a group
   * @param episodeSteps of every episode
   * @param sessions at once at the most
   */
  static Gateway to(
      TrajectorySink sink, String workerId, int groupSize, int episodeSteps, int sessions) {
    EnvironmentSpec environment = spec(episodeSteps);
    GatewayLimits limits =
        new GatewayLimits(
            1 << 20,
            2 * sessions,
            2 * sessions,
            1,
            UNLIMITED,
            Duration.ofMinutes(5),
            Duration.ofSeconds(30));
    Gateway gateway =
        new Gateway(
            new GatewaySettings(
                rollout(workerId, groupSize), environment, false, Acting::exploring, limits, null),
            sink,
            sink,
            InstantSource.system(),
            System::nanoTime);
    gateway.offer(policy());
    return gateway;
  }

  static EnvironmentSpec spec(int episodeSteps) {
    return new EnvironmentSpec(
        "idle",
        ActionSpace.Box.unbounded(IngestPolicy.OBSERVATION),
        ActionSpace.Box.of(IngestPolicy.ACTION, -1, 1),
        episodeSteps,
        false);
  }

  /** Groups of this size, of which as many as one likes are wanted. */
  static RolloutSettings rollout(String workerId, int groupSize) {
    return new RolloutSettings(
        IngestPolicy.recipe().policy().id(),
        IngestPolicy.recipe().policy().epoch(),
        workerId,
        1,
        groupSize,
        0,
        UNLIMITED,
        1,
        Duration.ofSeconds(2));
  }

  /** Version 1, which is never followed by another. */
  static ActingPolicy policy() {
    return new ActingPolicy(
        1,
        FlowPolicy.fromArtifact(IngestPolicy.firstVersion(IngestPolicy.recipe()).artifact()),
        false);
  }
}
