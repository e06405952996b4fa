package io.millrace.flow.piflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DxPolicyTest extends SubstepPolicyKit {
  @Override
  SubstepPolicy policy() {
    return new DxPolicy(4, 2);
  }

  /** The flow-grpo sheet, section pi-flow (d): X = (1, 2, 4), with t = 1 - tau and -velocity. */
  @ParameterizedTest
  @CsvSource({"1, -3.5", ".75, -3.333333", ".5, -3", ".25, -4", ".1, -7"})
  void velocity_threePoints_isGolden(double t, double theirVelocity) {
    float start = 0.3f;
    float[] output = {1 - start, 2 - start, 4 - start};
    double[] velocity = new double[1];
    new DxPolicy(3, 1)
        .velocity(
            new Segment(1, 0, 1),
            1 - t,
            output,
            new float[] {start},
            new float[] {0.5f},
            0,
            velocity);
    assertThat(velocity[0]).isCloseTo(-theirVelocity, within(2e-6));
  }
}
