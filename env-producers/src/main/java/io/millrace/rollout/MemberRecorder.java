package io.millrace.rollout;

import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.policy.FlowSample;
import io.millrace.schema.Tensor;
import io.millrace.schema.Tensors;

/** Collects one member of a group, step by step, into the arrays of its record. */
final class MemberRecorder {

  private final int observationSize;
  private final int actionSize;
  private final int pathWidth;
  private final int logProbWidth;
  private final GrowingFloats observations = new GrowingFloats();
  private final GrowingFloats actions = new GrowingFloats();
  private final GrowingFloats rewards = new GrowingFloats();
  private final GrowingFloats logProbs = new GrowingFloats();
  private final GrowingFloats latentPath = new GrowingFloats();
  private int steps;

  MemberRecorder(FlowPolicySpec spec) {
    this.observationSize = spec.observationSize();
    this.actionSize = spec.actionSize();
    this.pathWidth = (spec.flowSteps() + 1) * actionSize;
    this.logProbWidth = spec.stochasticTransitions() * actionSize;
  }

  /** Forgets the last episode and notes the first observation of the next. */
  void start(float[] allObservations, int row) {
    observations.clear();
    actions.clear();
    rewards.clear();
    logProbs.clear();
    latentPath.clear();
    steps = 0;
    observations.add(allObservations, row * observationSize, observationSize);
  }

  /** Notes what the policy decided in this row. */
  void decided(FlowSample sample, int row) {
    actions.add(sample.actions(), row * actionSize, actionSize);
    latentPath.add(sample.latentPath(), row * pathWidth, pathWidth);
    logProbs.add(sample.logProbs(), row * logProbWidth, logProbWidth);
  }

  /** Notes what the environment answered. */
  void answered(float reward, float[] allObservations, int row) {
    rewards.add(reward);
    observations.add(allObservations, row * observationSize, observationSize);
    steps++;
  }

  int steps() {
    return steps;
  }

  /** [T+1, observation]. */
  Tensor observations() {
    return Tensors.of(observations.toArray(), steps + 1, observationSize);
  }

  /** [T, action]. */
  Tensor actions() {
    return Tensors.of(actions.toArray(), steps, actionSize);
  }

  /** [T, 1]. */
  Tensor rewards() {
    return Tensors.of(rewards.toArray(), steps, 1);
  }

  /** [T, K-1, action]. */
  Tensor logProbs() {
    return Tensors.of(logProbs.toArray(), steps, logProbWidth / actionSize, actionSize);
  }

  /** [T, K+1, action]. */
  Tensor latentPath() {
    return Tensors.of(latentPath.toArray(), steps, pathWidth / actionSize, actionSize);
  }
}
