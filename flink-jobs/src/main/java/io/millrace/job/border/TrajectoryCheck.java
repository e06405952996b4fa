package io.millrace.job.border;

import static io.millrace.job.border.TensorCheck.ANY;

import io.millrace.schema.Trajectory;
import java.util.List;

/** What must hold of a trajectory before anything is computed from it. */
public final class TrajectoryCheck {
  /** Ids are keys of state and of topics; nobody needs longer ones. */
  static final int LONGEST_ID = 256;

  /** Attribute with the number of environment steps, where decisions are chunks of actions. */
  static final String ENV_STEPS = "env-steps";

  private final PolicyShape shape;

  public TrajectoryCheck(PolicyShape shape) {
    this.shape = shape;
  }

  /**
   * The number of steps T of a trajectory that can be learned from.
   *
   * @throws RejectedException naming the first rule that does not hold
   */
  public int steps(Trajectory trajectory) {
    checkOwner(trajectory.getPolicyId(), trajectory.getEpoch());
    checkEpisode(trajectory);
    int steps = checkTensors(trajectory);
    envSteps(trajectory, steps);
    return steps;
  }

  /**
   * Environment steps of an episode of T decisions. The last chunk may be cut short by the end; who
   * does not tell how short is taken to have played it whole.
   *
   * @throws RejectedException where the episode tells a number that its decisions cannot have taken
   */
  public int envSteps(Trajectory trajectory, int steps) {
    int most = steps * shape.chunk();
    String told = trajectory.getAttributes().get(ENV_STEPS);
    if (told == null) {
      return most;
    }
    int least = most - shape.chunk() + 1;
    try {
      int number = Integer.parseInt(told);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // as a number out of range
    }
    String shown = told.length() <= LONGEST_ID ? told : told.substring(0, LONGEST_ID);
    throw new RejectedException(
        RejectionReason.OUT_OF_RANGE,
        "expected %d to %d environment steps, attribute=%s value=%s"
            .formatted(least, most, ENV_STEPS, shown));
  }

  /**
   * How many rewards and advantages an episode of T decisions has: T, or its environment steps
   * where each action of a chunk has credit of its own.
   */
  public int credited(Trajectory trajectory, int steps) {
    return shape.creditUnits() == 1 ? steps : envSteps(trajectory, steps);
  }

  /** Whether it is a whole episode with a place in a group, whoever acted. */
  static void checkEpisode(Trajectory trajectory) {
    checkId("trajectoryId", trajectory.getTrajectoryId());
    checkId("groupId", trajectory.getGroupId());
    checkGroup(trajectory);
    if (!trajectory.getTerminated() && !trajectory.getTruncated()) {
      throw new RejectedException(
          RejectionReason.UNFINISHED,
          "expected an episode that ended, terminated=false truncated=false");
    }
  }

  /** Whether the policy and its epoch are the ones that this job learns. */
  public void checkOwner(String policyId, long epoch) {
    checkId("policyId", policyId);
    if (!policyId.equals(shape.policyId())) {
      throw new RejectedException(
          RejectionReason.UNKNOWN_POLICY,
          "expected policyId=%s, policyId=%s".formatted(shape.policyId(), policyId));
    }
    if (epoch != shape.epoch()) {
      throw new RejectedException(
          RejectionReason.WRONG_EPOCH,
          "expected epoch=%d, epoch=%d".formatted(shape.epoch(), epoch));
    }
  }

  /** Whether an id can be one. */
  public static void checkId(String field, String id) {
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      throw new RejectedException(
          RejectionReason.INVALID_ID,
          "expected 1 to %d characters, field=%s length=%d"
              .formatted(LONGEST_ID, field, id.length()));
    }
  }

  private static void checkGroup(Trajectory trajectory) {
    int size = trajectory.getGroupSize();
    int index = trajectory.getMemberIndex();
    if (size < 1 || index < 0 || index >= size) {
      throw new RejectedException(
          RejectionReason.INVALID_GROUP,
          "expected 0 <= memberIndex < groupSize, memberIndex=%d groupSize=%d"
              .formatted(index, size));
    }
    if (trajectory.getPolicyVersion() < 1) {
      throw new RejectedException(
          RejectionReason.INVALID_VERSION,
          "expected a version from 1 on, policyVersion=" + trajectory.getPolicyVersion());
    }
  }

  private int checkTensors(Trajectory trajectory) {
    int steps = leadingAxis(trajectory);
    int actions = shape.actionSize();
    TensorCheck.finite("actions", trajectory.getActions(), steps, actions);
    TensorCheck.finite(
        "observations", trajectory.getObservations(), steps + 1, shape.observationSize());
    TensorCheck.finite("rewards", trajectory.getRewards(), steps, ANY);
    if (trajectory.getRewards().getShape().get(1) < 1) {
      // Without a channel the reward is not known, which is not a reward of 0.
      throw new RejectedException(
          RejectionReason.TENSOR_SHAPE, "expected at least one channel, field=rewards channels=0");
    }
    if (shape.actionRewards() || trajectory.getActionRewards() != null) {
      TensorCheck.finite("actionRewards", trajectory.getActionRewards(), steps, shape.chunk());
    }
    checkTrace(trajectory, steps);
    if (shape.choices() != null) {
      ChoiceCheck.check(shape, trajectory, steps);
    }
    if (shape.agents() > 1) {
      AgentCheck.check(shape, trajectory, steps);
    }
    return steps;
  }

  /** What the policy that acted wrote down: needed by the objective or not, it must make sense. */
  private void checkTrace(Trajectory trajectory, int steps) {
    int actions = shape.actionSize();
    int draws = shape.draws();
    if (shape.needsPath() || trajectory.getLatentPath() != null) {
      TensorCheck.finite(
          "latentPath", trajectory.getLatentPath(), steps, shape.pathPoints(), actions);
    }
    checkLikelihoods(trajectory, steps);
    if (shape.means() || trajectory.getDrawMeans() != null) {
      TensorCheck.finite("drawMeans", trajectory.getDrawMeans(), steps, draws, actions);
    }
    if (shape.values() || trajectory.getValues() != null) {
      checkValues(trajectory, steps);
    }
    if (shape.matchingPairs() > 0 || trajectory.getMatchingPairs() != null) {
      TensorCheck.finite(
          "matchingPairs",
          trajectory.getMatchingPairs(),
          steps,
          shape.matchingPairs(),
          actions + 2);
    }
  }

  private void checkValues(Trajectory trajectory, int steps) {
    if (shape.creditUnits() == 1) {
      TensorCheck.finite("values", trajectory.getValues(), steps + 1);
    } else {
      TensorCheck.finite("values", trajectory.getValues(), steps + 1, shape.creditUnits());
    }
  }

  private void checkLikelihoods(Trajectory trajectory, int steps) {
    int draws = shape.draws();
    int[] drawSteps = null;
    if (shape.namesSteps() || trajectory.getDrawSteps() != null) {
      drawSteps =
          TensorCheck.within(
              "drawSteps",
              trajectory.getDrawSteps(),
              shape.firstStep(),
              shape.endStep(),
              steps,
              draws);
    }
    if (shape.needsDraws() || trajectory.getLogProbs() != null) {
      float[] logProbs =
          TensorCheck.finite(
              "logProbs", trajectory.getLogProbs(), steps, draws, shape.actionSize());
      LikelihoodCheck.check(shape, logProbs, drawSteps);
    }
  }

  /** T, at least 1. */
  static int leadingAxis(Trajectory trajectory) {
    List<Integer> axes = trajectory.getActions().getShape();
    if (axes.isEmpty() || axes.get(0) < 1) {
      throw new RejectedException(
          RejectionReason.TENSOR_SHAPE, "expected at least one step, field=actions shape=" + axes);
    }
    return axes.get(0);
  }
}
