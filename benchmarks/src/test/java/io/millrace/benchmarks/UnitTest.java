package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitTest {
  @Test
  void ofSeconds_rate_isTheInverse() {
    assertThat(Unit.UPDATES_PER_SECOND.ofSeconds(0.004)).isEqualTo(250);
    assertThat(Unit.ENV_STEPS_PER_SECOND.ofSeconds(0.004)).isEqualTo(250);
  }

  @Test
  void ofSeconds_duration_isScaled() {
    assertThat(Unit.MICROSECONDS.ofSeconds(0.004)).isEqualTo(4000);
    assertThat(Unit.MILLISECONDS.ofSeconds(0.004)).isEqualTo(4);
  }

  @Test
  void ratio_higherRate_isAhead() {
    assertThat(Unit.UPDATES_PER_SECOND.ratio(300, 100)).isEqualTo(3);
    assertThat(Unit.ENV_STEPS_PER_SECOND.ratio(50, 100)).isEqualTo(0.5);
  }

  @Test
  void ratio_shorterDuration_isAhead() {
    assertThat(Unit.MICROSECONDS.ratio(20, 100)).isEqualTo(5);
    assertThat(Unit.MILLISECONDS.ratio(100, 50)).isEqualTo(0.5);
  }
}
