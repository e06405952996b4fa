package io.millrace.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void median_oddNumber_isTheMiddle() {
    assertThat(of(5, 1, 100).median()).isEqualTo(5);
  }

  @Test
  void median_evenNumber_isBetweenTheMiddleTwo() {
    assertThat(of(4, 1, 2, 100).median()).isEqualTo(3);
  }

  @Test
  void quantile_betweenSamples_isInterpolated() {
    assertThat(of(0, 10, 20, 30, 40).quantile(0.95)).isEqualTo(38);
    assertThat(of(0, 10).quantile(1)).isEqualTo(10);
  }

  @Test
  void median_manySamples_keepsAll() {
    Samples samples = new Samples();
    for (int i = 1; i <= 1001; i++) {
      samples.add(i);
    }
    assertThat(samples.size()).isEqualTo(1001);
    assertThat(samples.median()).isEqualTo(501);
  }

  @Test
  void median_nothing_isRefused() {
    Samples samples = of(1);
    samples.clear();
    assertThatThrownBy(samples::median).hasMessageContaining("at least one");
  }

  private static Samples of(double... values) {
    Samples samples = new Samples();
    for (double value : values) {
      samples.add(value);
    }
    return samples;
  }
}
