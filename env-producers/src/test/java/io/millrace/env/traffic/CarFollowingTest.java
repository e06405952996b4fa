package io.millrace.env.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Values of CityFlow's vehicle.cpp for its example vehicle, from the sheet of the environment. */
class CarFollowingTest {

  private static final VehicleType CAR = VehicleType.EXAMPLE;

  @Test
  void noCollision_goldens() {
    assertThat(CarFollowing.noCollision(10, 4.5, 12, 4.5, 20, 1, 0))
        .isCloseTo(12.950740, within(1e-6));
    assertThat(CarFollowing.noCollision(0, 4.5, 12, 4.5, 5, 1, 0)).isEqualTo(-100);
  }

  @Test
  void carFollow_goldens() {
    assertThat(CarFollowing.carFollow(CAR, 10, CAR, 12, 20, 1)).isCloseTo(12.191693, within(1e-6));
    assertThat(CarFollowing.carFollow(CAR, 0, CAR, 0, 2.5, 1)).isCloseTo(-4.5, within(1e-12));
    assertThat(CarFollowing.carFollow(CAR, 2, CAR, 0, 2.5, 1)).isCloseTo(-0.5, within(1e-12));
  }

  @Test
  void stopBefore_golden() {
    assertThat(CarFollowing.stopBefore(CAR, 16.67, 56.305, 1)).isCloseTo(13.891667, within(1e-6));
  }

  @Test
  void stopBefore_standingAtTheLine_stays() {
    assertThat(CarFollowing.stopBefore(CAR, 0, 0, 1)).isZero();
    assertThat(CarFollowing.stopBefore(CAR, 0, 0.5, 1)).isZero();
  }
}
