package io.millrace.flow.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RewardScalerTest {
  /**
   * u = 1, 1.99, 1, 1.99 (it starts again at the step that ends); variances 1, .49005, .3267 x 2.
   */
  @Test
  void scale_constantRewards_followTheDiscountedReturnsDeviation() {
    RewardScaler scaler = new RewardScaler(0.99);
    assertThat(scaler.scale(1, false)).isCloseTo(1, within(1e-7));
    assertThat(scaler.scale(1, false)).isCloseTo(1.42849853, within(1e-7));
    assertThat(scaler.scale(1, true)).isCloseTo(1.74954624, within(1e-7));
    assertThat(scaler.scale(1, false)).isCloseTo(1.74954624, within(1e-7));
  }
}
