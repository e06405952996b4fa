package io.millrace.rollout;

import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.flow.policy.PartSpec;
import io.millrace.schema.Tensor;
import io.millrace.schema.Tensors;
import io.millrace.schema.Trajectory;

/** Collects one member of a group, step by step, into the arrays of its record. */
public final class MemberRecorder {

  private final FlowPolicySpec spec;
  private final int pathWidth;
  private final int drawWidth;
  private final int pairWidth;
  private final GrowingFloats observations = new GrowingFloats();
  private final GrowingFloats actions = new GrowingFloats();
  private final GrowingFloats rewards = new GrowingFloats();
  private final GrowingFloats actionRewards = new GrowingFloats();
  private final GrowingFloats logProbs = new GrowingFloats();
  private final GrowingFloats latentPath = new GrowingFloats();
  private final GrowingFloats drawSteps = new GrowingFloats();
  private final GrowingFloats drawMeans = new GrowingFloats();
  private final GrowingFloats values = new GrowingFloats();
  private final GrowingFloats matchingPairs = new GrowingFloats();
  private int steps;

  /** Of members that this policy plays. */
  public MemberRecorder(FlowPolicySpec spec) {
    this.spec = spec;
    this.pathWidth = spec.pathPoints() * spec.actionSize();
    this.drawWidth = spec.likelihoods() * spec.actionSize();
    this.pairWidth = spec.recording().matchingPairs() * (spec.actionSize() + 2);
  }

  /** Forgets the last episode and notes the first observation of the next. */
  public void start(float[] allObservations, int row) {
    observations.clear();
    actions.clear();
    rewards.clear();
    actionRewards.clear();
    logProbs.clear();
    latentPath.clear();
    drawSteps.clear();
    drawMeans.clear();
    values.clear();
    matchingPairs.clear();
    steps = 0;
    observe(allObservations, row);
  }

  /** Notes the value of the observation that was noted last. */
  public void valued(float[] allValues, int row) {
    if (allValues != null) {
      values.add(allValues, row * spec.creditUnits(), spec.creditUnits());
    }
  }

  /** Notes what the policy decided in this row. */
  public void decided(FlowSample sample, int row) {
    actions.add(sample.actions(), row * spec.actionSize(), spec.actionSize());
    latentPath.add(sample.latentPath(), row * pathWidth, pathWidth);
    logProbs.add(sample.logProbs(), row * drawWidth, drawWidth);
    for (int step : sample.steps()) {
      drawSteps.add(step);
    }
    if (spec.recording().means()) {
      drawMeans.add(sample.means(), row * drawWidth, drawWidth);
    }
    matchingPairs.add(sample.matchingPairs(), row * pairWidth, pairWidth);
  }

  /** Notes what the environment answered. */
  public void answered(float reward, float[] allObservations, int row) {
    rewards.add(reward);
    observe(allObservations, row);
    steps++;
  }

  /** Notes what each action of the chunk brought, where the policy is credited by actions. */
  public void earned(double[] allActionRewards, int row) {
    if (spec.recording().actionRewards()) {
      for (int k = 0; k < spec.chunk(); k++) {
        actionRewards.add((float) allActionRewards[row * spec.chunk() + k]);
      }
    }
  }

  /** Answers so far, T. */
  public int steps() {
    return steps;
  }

  /** Writes what was noted into the record. */
  public void write(Trajectory.Builder record) {
    int size = spec.actionSize();
    int draws = spec.likelihoods();
    record.setObservations(Tensors.of(observations.toArray(), steps + 1, spec.observationSize()));
    record.setActions(Tensors.of(actions.toArray(), steps, size));
    record.setRewards(Tensors.of(rewards.toArray(), steps, 1));
    record.setActionRewards(
        spec.recording().actionRewards()
            ? Tensors.of(actionRewards.toArray(), steps, spec.chunk())
            : null);
    record.setLatentPath(Tensors.of(latentPath.toArray(), steps, spec.pathPoints(), size));
    record.setLogProbs(draws == 0 ? null : Tensors.of(logProbs.toArray(), steps, draws, size));
    record.setDrawSteps(namesSteps() ? drawSteps(draws) : null);
    record.setDrawMeans(
        spec.recording().means() ? Tensors.of(drawMeans.toArray(), steps, draws, size) : null);
    record.setValues(spec.has(PartSpec.VALUE) ? values() : null);
    record.setMatchingPairs(
        pairWidth == 0
            ? null
            : Tensors.of(
                matchingPairs.toArray(), steps, spec.recording().matchingPairs(), size + 2));
  }

  /** Whether the draws' flow steps are not just the first ones. */
  private boolean namesSteps() {
    return spec.likelihoods() > 0
        && (spec.exploration().window() > 0 || spec.sampler().learnsStart());
  }

  private Tensor values() {
    float[] noted = values.toArray();
    return spec.creditUnits() == 1
        ? Tensors.of(noted, steps + 1)
        : Tensors.of(noted, steps + 1, spec.creditUnits());
  }

  private Tensor drawSteps(int draws) {
    float[] noted = drawSteps.toArray();
    int[] whole = new int[noted.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (int) noted[i];
    }
    return Tensors.ofInts(whole, steps, draws);
  }

  private void observe(float[] allObservations, int row) {
    observations.add(allObservations, row * spec.observationSize(), spec.observationSize());
  }
}
