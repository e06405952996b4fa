package io.millrace.launcher.demonstrations;

import io.millrace.flow.policy.Sha256;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;
import java.nio.charset.StandardCharsets;

/**
 * Makes records of what is known only as pairs of an observation and an action: trajectories of one
 * step, cut off after it, whose reward and whose next observation nobody knows.
 *
 * @param environment id of the environment
 * @param demonstrator who acted
 */
record SampleRecord(String environment, String demonstrator) {

  /** An id that is the same whenever the same pair of the same origin is published again. */
  static String id(String origin, long n) {
    byte[] bytes = origin.getBytes(StandardCharsets.UTF_8);
    return "sample-" + Sha256.of(bytes).substring(0, 16) + "-" + n;
  }

  Trajectory of(String id, float[] observation, float[] action) {
    long now = System.currentTimeMillis();
    return Trajectory.newBuilder()
        .setTrajectoryId(id)
        .setGroupId(id)
        .setMemberIndex(0)
        .setGroupSize(1)
        .setPolicyId(demonstrator)
        .setEpoch(1)
        .setPolicyVersion(1)
        .setEnvironment(environment)
        .setObservations(Tensors.of(observation, 1, observation.length))
        .setActions(Tensors.of(action, 1, action.length))
        .setRewards(Tensors.of(new float[0], 1, 0))
        .setTerminated(false)
        .setTruncated(true)
        .setStartedAtMs(now)
        .setEndedAtMs(now)
        .build();
  }
}
