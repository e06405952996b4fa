package io.millrace.flow.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What every sampler promises. Extend it for a new one. */
abstract class SamplerKit {
  /** A sampler with typical options. */
  abstract Sampler sampler();

  @Test
  void transition_anyStep_weightsDataByNextTau() {
    for (int k = 0; k < 10; k++) {
      Transition step = sampler().transition(k / 10.0, (k + 1) / 10.0);
      assertThat(step.wData()).isCloseTo((k + 1) / 10.0, within(1e-15));
    }
  }

  @Test
  void mean_anyPoint_agreesWithPointAndVelocityWeights() {
    Transition step = sampler().transition(0.3, 0.55);
    double x = -1.7;
    double u = 0.4;
    assertThat(step.pointWeight() * x + step.velocityWeight() * u)
        .isCloseTo(step.mean(x, u), within(1e-14));
  }

  @Test
  void transition_startOfChain_isFinite() {
    Transition step = sampler().transition(0, 0.125);
    assertThat(step.wNoise()).isFinite();
    assertThat(step.learned() || Double.isFinite(step.std())).isTrue();
  }

  @Test
  void chain_lastStep_isDeterministicAndEndsAtTheAction() {
    Transition[] chain = sampler().chain(7);
    assertThat(chain).hasSize(7);
    Transition last = chain[6];
    assertThat(last.deterministic()).isTrue();
    assertThat(last.tauNext()).isEqualTo(1);
    assertThat(last.mean(0.2, -0.5)).isCloseTo(0.2 + (1 - last.tau()) * -0.5, within(1e-15));
  }

  @Test
  void chain_grid_neverContainsTheEndPoint() {
    for (Transition step : sampler().chain(4)) {
      assertThat(step.tau()).isLessThan(1);
      assertThat(step.tauNext()).isGreaterThan(step.tau());
    }
  }
}
