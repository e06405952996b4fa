package io.millrace.benchmarks.learner;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Parameters;
import java.util.Arrays;
import java.util.List;

/**
 * The policy that every question of this group asks about: 6 action and 17 observation dimensions,
 * two hidden layers of equal width with SiLU, 4 flow steps.
 */
public final class Shapes {
  /** Columns of an action. */
  public static final int ACTION = 6;

  /** Columns of an observation. */
  public static final int OBSERVATION = 17;

  /** Columns that the velocity network reads: action, flow time, observation. */
  public static final int INPUT = ACTION + 1 + OBSERVATION;

  /** Steps from noise to action. */
  public static final int FLOW_STEPS = 4;

  private Shapes() {}

  /** A policy with random weights. */
  public static FlowPolicy policy(int width) {
    FlowPolicySpec spec =
        new FlowPolicySpec(
            OBSERVATION,
            ACTION,
            List.of(width, width),
            "silu",
            FLOW_STEPS,
            SamplerSpec.ODE,
            new float[ACTION],
            ones());
    return FlowPolicy.random(spec, new RandomSource(1));
  }

  /** Standard normal numbers, the same for the same seed. */
  public static float[] gaussian(int length, long seed) {
    float[] values = new float[length];
    new RandomSource(seed).fillGaussian(values);
    return values;
  }

  /** Numbers between 0 and 1, the same for the same seed. */
  public static float[] uniform(int length, long seed) {
    RandomSource random = new RandomSource(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return values;
  }

  /** All parts in the shapes in which they are written, one after the other; a copy. */
  static float[] written(Parameters parameters) {
    float[] all = new float[parameters.size()];
    for (Parameters.Slice slice : parameters.slices()) {
      System.arraycopy(parameters.read(slice), 0, all, slice.offset(), slice.length());
    }
    return all;
  }

  private static float[] ones() {
    float[] ones = new float[ACTION];
    Arrays.fill(ones, 1f);
    return ones;
  }
}
