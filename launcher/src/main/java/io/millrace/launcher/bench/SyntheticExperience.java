package io.millrace.launcher.bench;

import io.millrace.flow.random.RandomSource;
import io.millrace.recipe.Recipe;
import io.millrace.rollout.TrajectorySink;
import io.millrace.schema.Tensor;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;

/**
 * Whole groups of trajectories of noise, valid in every respect, at the cost of writing them down.
 */
final class SyntheticExperience {
  static final int STEPS = 200;

  private final Trajectory.Builder template;
  private final TrajectorySink sink;
  private long groups;

  SyntheticExperience(Recipe recipe, TrajectorySink sink) {
    this.sink = sink;
    RandomSource random = new RandomSource(1);
    int actions = IngestPolicy.ACTION;
    int flowSteps = IngestPolicy.FLOW_STEPS;
    template =
        Trajectory.newBuilder()
            .setGroupSize(IngestPolicy.GROUP)
            .setPolicyId(recipe.policy().id())
            .setEpoch(recipe.policy().epoch())
            .setPolicyVersion(1)
            .setEnvironment("synthetic")
            .setObservations(noise(random, STEPS + 1, IngestPolicy.OBSERVATION))
            .setActions(noise(random, STEPS, actions))
            .setRewards(noise(random, STEPS, 1))
            .setLogProbs(densities(random, STEPS, flowSteps - 1, actions))
            .setLatentPath(noise(random, STEPS, flowSteps + 1, actions))
            .setTerminated(false)
            .setTruncated(true);
  }

  private static Tensor noise(RandomSource random, int... shape) {
    return Tensors.of(gaussian(random, shape), shape);
  }

  /** Log-densities below any that the gate would not believe. */
  private static Tensor densities(RandomSource random, int... shape) {
    float[] values = gaussian(random, shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = -1 - Math.abs(values[i]);
    }
    return Tensors.of(values, shape);
  }

  private static float[] gaussian(RandomSource random, int... shape) {
    int length = 1;
    for (int axis : shape) {
      length *= axis;
    }
    float[] values = new float[length];
    random.fillGaussian(values);
    return values;
  }

  /** Sends one more group. */
  void sendGroup() {
    String group = "group-" + groups++;
    long now = System.currentTimeMillis();
    template.setGroupId(group).setStartedAtMs(now).setEndedAtMs(now);
    for (int member = 0; member < IngestPolicy.GROUP; member++) {
      template.setTrajectoryId(group + "-" + member).setMemberIndex(member);
      sink.send(template.build());
    }
  }

  /** Groups sent. */
  long groups() {
    return groups;
  }
}
