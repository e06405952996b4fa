package io.millrace.flow.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CoefficientsPreservingTest extends SamplerKit {
  @Override
  Sampler sampler() {
    return new CoefficientsPreserving(0.7);
  }

  @Test
  void transition_anyStep_keepsTheTotalNoiseCoefficient() {
    for (int k = 0; k < 10; k++) {
      double tauNext = (k + 1) / 10.0;
      Transition step = sampler().transition(k / 10.0, tauNext);
      double total = step.wNoise() * step.wNoise() + step.std() * step.std();
      assertThat(total).isCloseTo((1 - tauNext) * (1 - tauNext), within(1e-12));
    }
  }

  @Test
  void transition_flowSdeInstead_hasTheExcessNoiseOfItsClosedForm() {
    for (int k = 1; k < 9; k++) {
      double tau = k / 10.0;
      double d = 0.1;
      Transition step = new FlowSde(0.7).transition(tau, tau + d);
      double sigmaSquared = 0.49 * (1 - tau) / tau;
      double excess =
          sigmaSquared * d * d / (1 - tau)
              + sigmaSquared * sigmaSquared * d * d / (4 * (1 - tau) * (1 - tau));
      double total = step.wNoise() * step.wNoise() + step.std() * step.std();
      double wanted = (1 - tau - d) * (1 - tau - d);
      assertThat(total - wanted).as("step %d", k).isCloseTo(excess, within(1e-12));
    }
  }

  @Test
  void transition_toTheAction_isWhatTheVelocityTakesThePointFor() {
    Transition last = sampler().transition(0.9, 1);
    assertThat(last.deterministic()).isTrue();
    assertThat(last.mean(0.37, -1.4)).isEqualTo(0.37 + (1 - 0.9) * -1.4);
  }

  /** Data at one point c has the velocity (c - x) / (1 - tau), and points tau c + (1 - tau) e. */
  @Test
  void transition_dataAtOnePoint_keepsTheFlowsMeanAndVariance() {
    double c = 1.7;
    double mean = 0;
    double variance = 1;
    for (int k = 0; k < 10; k++) {
      Transition step = sampler().transition(k / 10.0, (k + 1) / 10.0);
      double slope = step.pointWeight() - step.velocityWeight() / (1 - step.tau());
      mean = slope * mean + step.velocityWeight() * c / (1 - step.tau());
      variance = slope * slope * variance + step.std() * step.std();
      double left = 1 - step.tauNext();
      assertThat(mean).as("mean after step %d", k).isCloseTo(step.tauNext() * c, within(1e-12));
      assertThat(variance).as("variance after step %d", k).isCloseTo(left * left, within(1e-12));
    }
  }

  /** Golden: the flow-grpo sheet, section 0.5; data N(0, 1), whose velocity is linear. */
  @Test
  void chain_normalDataOnAFineGrid_doesNotReachItsVariance() {
    double variance = 1;
    for (Transition step : sampler().chain(10_000)) {
      double tau = step.tau();
      double slope = (2 * tau - 1) / ((1 - tau) * (1 - tau) + tau * tau);
      double factor = step.pointWeight() + step.velocityWeight() * slope;
      variance = factor * factor * variance + step.std() * step.std();
    }
    assertThat(variance).isCloseTo(.726181, within(1e-5));
  }

  @Test
  void construction_noiseAboveOne_isRefused() {
    assertThatThrownBy(() -> new CoefficientsPreserving(1.1))
        .hasMessageContaining("expected 0 < noise <= 1, noise=1.1");
  }
}
