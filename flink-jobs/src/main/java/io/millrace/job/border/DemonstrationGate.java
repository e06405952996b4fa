package io.millrace.job.border;

import static io.millrace.job.border.TrajectoryCheck.leadingAxis;

import io.millrace.schema.Trajectory;
import java.util.List;

/**
 * The border of pre-training: tells demonstrations that a policy can be fitted to from records that
 * become dead letters. A demonstration is a trajectory of any policy (of a person, of a controller)
 * in the recipe's environment. It may leave out what imitation does not need: the final
 * observation, so that there are T of them, and the rewards, with no channels. Log-probabilities
 * and latent paths are the demonstrator's own and are not read.
 */
public final class DemonstrationGate {
  private final String environment;
  private final int observationSize;
  private final int actionSize;

  /**
   * @param environment id of the environment that demonstrations are of
   * @param observationSize O
   * @param actionSize A
   */
  public DemonstrationGate(String environment, int observationSize, int actionSize) {
    this.environment = environment;
    this.observationSize = observationSize;
    this.actionSize = actionSize;
  }

  /**
   * Accepted or rejected. Never throws, whatever the bytes are.
   *
   * @param value the record's bytes; null for a tombstone
   */
  public GateVerdict judge(byte[] value) {
    try {
      Trajectory trajectory = BorderCodec.decode(value, Trajectory.class);
      int steps = steps(trajectory);
      return new GateVerdict.Accepted(trajectory, steps, steps);
    } catch (RejectedException e) {
      return new GateVerdict.Rejected(e.reason(), e.getMessage());
    }
  }

  private int steps(Trajectory trajectory) {
    TrajectoryCheck.checkId("policyId", trajectory.getPolicyId());
    checkEnvironment(trajectory.getEnvironment());
    TrajectoryCheck.checkEpisode(trajectory);
    int steps = leadingAxis(trajectory);
    TensorCheck.finite("actions", trajectory.getActions(), steps, actionSize);
    TensorCheck.finite(
        "observations", trajectory.getObservations(), observations(trajectory), observationSize);
    TensorCheck.finite("rewards", trajectory.getRewards(), steps, TensorCheck.ANY);
    return steps;
  }

  private void checkEnvironment(String id) {
    if (!id.equals(environment)) {
      throw new RejectedException(
          RejectionReason.UNKNOWN_ENVIRONMENT,
          "expected environment=%s, environment=%s".formatted(environment, id));
    }
  }

  /** T where there are that many, else T + 1, which is what the check then expects. */
  private static int observations(Trajectory trajectory) {
    int steps = leadingAxis(trajectory);
    List<Integer> axes = trajectory.getObservations().getShape();
    return !axes.isEmpty() && axes.get(0) == steps ? steps : steps + 1;
  }
}
