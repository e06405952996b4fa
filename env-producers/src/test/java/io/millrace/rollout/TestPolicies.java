package io.millrace.rollout;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import java.util.Arrays;
import java.util.List;

/** Small policies with random weights. */
public final class TestPolicies {

  static final SamplerSpec FLOW_SDE = new SamplerSpec("flow-sde", 0.7, 0, 0);
  static final int FLOW_STEPS = 4;

  private TestPolicies() {}

  /** A policy that explores with flow-sde. */
  public static FlowPolicy policy(int observationSize, int actionSize) {
    return policy(observationSize, actionSize, FLOW_SDE);
  }

  static FlowPolicy policy(int observationSize, int actionSize, SamplerSpec sampler) {
    float[] center = new float[actionSize];
    float[] scale = new float[actionSize];
    Arrays.fill(scale, 1);
    return FlowPolicy.random(
        new FlowPolicySpec(
            observationSize, actionSize, List.of(8), "silu", FLOW_STEPS, sampler, center, scale),
        new RandomSource(7));
  }
}
