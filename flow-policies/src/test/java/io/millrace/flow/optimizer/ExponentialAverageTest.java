package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ExponentialAverageTest {
  @Test
  void update_constantParameters_closesTheGapByTheDecay() {
    ExponentialAverage average = new ExponentialAverage(0.75, false);
    float[] a = {0f};
    for (int n = 0; n < 5; n++) {
      average.update(a, new float[] {1f}, n);
    }
    assertThat((double) a[0]).isCloseTo(1 - Math.pow(0.75, 5), within(1e-7));
  }

  @Test
  void update_noDecay_copies() {
    float[] a = {5f, -3f};
    new ExponentialAverage(0, false).update(a, new float[] {0.5f, 2f}, 0);
    assertThat(a).containsExactly(0.5f, 2f);
  }

  @Test
  void update_equalParameters_stayExactlyEqual() {
    float[] a = {0.1f, -3.7f};
    new ExponentialAverage(0.9, false).update(a, a.clone(), 0);
    assertThat(a).containsExactly(0.1f, -3.7f);
  }

  /** flow_grpo's min((1 + n) / (10 + n), 0.9). */
  @Test
  void decayAt_warmUp_risesToTheDecay() {
    ExponentialAverage average = new ExponentialAverage(0.9, true);
    assertThat(average.decayAt(0)).isEqualTo(0.1);
    assertThat(average.decayAt(8)).isEqualTo(0.5);
    assertThat(average.decayAt(79)).isCloseTo(80 / 89.0, within(1e-15));
    assertThat(average.decayAt(80)).isEqualTo(0.9);
    assertThat(average.decayAt(1_000_000)).isEqualTo(0.9);
  }
}
