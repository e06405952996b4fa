package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void of_oneToHundredAndOne_interpolatesBetweenRanks() {
    double[] values = new double[101];
    for (int i = 0; i < values.length; i++) {
      values[values.length - 1 - i] = i;
    }

    assertThat(Percentiles.of(values)).isEqualTo(new Percentiles(50.0, 95.0, 99.0));
  }

  @Test
  void of_twoValues_liesBetweenThem() {
    Percentiles p = Percentiles.of(new double[] {10, 20});

    assertThat(p.p50()).isEqualTo(15);
    assertThat(p.p95()).isCloseTo(19.5, within(1e-9)); // 10 + 0.95 * 10
  }
}
