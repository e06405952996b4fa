package io.millrace.env.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TravelTest {

  /** The sheet: v = 2, a = 1. */
  @ParameterizedTest
  @CsvSource({"1, 2.0", "4, 4.0", "10, 7.0"})
  void seconds_trapezoid_goldenTimes(double meters, double seconds) {
    assertThat(new Travel(Travel.Profile.TRAPEZOID, meters, 2, 1).seconds(1))
        .isCloseTo(seconds, within(1e-12));
  }

  /**
   * Where the speed is just reached, both formulas say the same; twice the way is less than twice
   * the time.
   */
  @Test
  void seconds_trapezoid_isContinuousAndConcave() {
    Travel below = new Travel(Travel.Profile.TRAPEZOID, 4 - 1e-9, 2, 1);
    Travel above = new Travel(Travel.Profile.TRAPEZOID, 4 + 1e-9, 2, 1);
    assertThat(above.seconds(1)).isCloseTo(below.seconds(1), within(1e-8));
    Travel station = new Travel(Travel.Profile.TRAPEZOID, 1, 2, 1);
    assertThat(station.seconds(0)).isZero();
    assertThat(station.seconds(2)).isLessThan(2 * station.seconds(1));
  }

  @Test
  void seconds_constant_isProportional() {
    assertThat(new Travel(Travel.Profile.CONSTANT, 1.5, 2, 1).seconds(3)).isEqualTo(4.5);
  }
}
