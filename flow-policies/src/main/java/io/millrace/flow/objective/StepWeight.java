package io.millrace.flow.objective;

import io.millrace.flow.sampler.Transition;
import java.util.Arrays;

/** How much each flow step of a chain counts. */
public enum StepWeight {
  /** All alike: 1. */
  EVEN,
  /** TempFlow-GRPO: in proportion to the step's noise, {@code s_k / mean_j s_j}. */
  NOISE,
  /**
   * ProphRL's FlowScale: in proportion to {@code s_k / |velocityWeight_k|}, mean 1, which makes the
   * gradients of all steps equally large.
   */
  FLOW_SCALE,
  /** GRPO-Guard: {@code 1 / (tauNext - tau)}. */
  INVERSE_STEP;

  /**
   * The weight of every stochastic step.
   *
   * @param chain stochastic steps first, deterministic ones after them
   * @return as long as the chain; 0 for deterministic steps
   */
  double[] of(Transition[] chain) {
    double[] weights = new double[chain.length];
    int stochastic = 0;
    double sum = 0;
    for (int k = 0; k < chain.length && !chain[k].deterministic(); k++) {
      weights[k] = raw(chain[k]);
      sum += weights[k];
      stochastic++;
    }
    if (this == NOISE || this == FLOW_SCALE) {
      double mean = sum / stochastic;
      Arrays.setAll(weights, k -> weights[k] / mean);
    }
    return weights;
  }

  private double raw(Transition step) {
    return switch (this) {
      case EVEN -> 1;
      case NOISE -> step.std();
      case FLOW_SCALE -> step.std() / Math.abs(step.velocityWeight());
      case INVERSE_STEP -> 1 / (step.tauNext() - step.tau());
    };
  }
}
