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
  void construction_noiseAboveOne_isRefused() {
    assertThatThrownBy(() -> new CoefficientsPreserving(1.1))
        .hasMessageContaining("expected 0 < noise <= 1, noise=1.1");
  }
}
