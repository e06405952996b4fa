package io.millrace.flow.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class FlowSdeTest extends SamplerKit {
  @Override
  Sampler sampler() {
    return new FlowSde(0.7);
  }

  @Test
  void transition_firstStep_hasTheNoiseScaleOnEveryGrid() {
    for (int steps : new int[] {2, 5, 40}) {
      assertThat(sampler().transition(0, 1.0 / steps).std()).isCloseTo(0.7, within(1e-12));
    }
  }

  /** coefficient of the velocity = (1 + a^2 / 2) d at every tau above 0. */
  @Test
  void velocityWeight_afterTheFirstStep_isConstant() {
    for (int k = 1; k < 9; k++) {
      Transition step = sampler().transition(k / 10.0, (k + 1) / 10.0);
      assertThat(step.velocityWeight()).isCloseTo((1 + 0.49 / 2) * 0.1, within(1e-12));
    }
  }

  /** t = .6, d = .2, a = .7 of the derivation: total .473293 where .4 is wanted. */
  @Test
  void transition_midway_hasTheKnownExcessNoise() {
    Transition step = sampler().transition(0.4, 0.6);
    assertThat(step.wNoise()).isCloseTo(0.277500, within(1e-6));
    assertThat(step.std()).isCloseTo(0.383406, within(1e-6));
    assertThat(Math.hypot(step.wNoise(), step.std())).isCloseTo(0.473293, within(1e-6));
  }
}
