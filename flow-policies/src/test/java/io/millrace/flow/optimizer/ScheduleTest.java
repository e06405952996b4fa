package io.millrace.flow.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ScheduleTest {
  @Test
  void linear_halfWay_isHalfWayDown() {
    Schedule schedule = new Schedule.Linear(10, 0.2);
    assertThat(schedule.factor(0)).isEqualTo(1);
    assertThat(schedule.factor(5)).isCloseTo(0.6, within(1e-15));
    assertThat(schedule.factor(10)).isEqualTo(0.2);
    assertThat(schedule.factor(Long.MAX_VALUE)).isEqualTo(0.2);
  }

  @Test
  void cosine_quarters_lieOnTheCurve() {
    Schedule schedule = new Schedule.Cosine(100, 0.1);
    assertThat(schedule.factor(0)).isEqualTo(1);
    assertThat(schedule.factor(25)).isCloseTo(0.1 + 0.9 * 0.8535533905932737, within(1e-15));
    assertThat(schedule.factor(50)).isCloseTo(0.55, within(1e-15));
    assertThat(schedule.factor(100)).isEqualTo(0.1);
  }

  @Test
  void warmUp_beforeAnotherSchedule_risesAndHandsOver() {
    Schedule schedule = new Schedule.WarmUp(4, new Schedule.Linear(10, 0));
    assertThat(schedule.factor(0)).isEqualTo(0.25);
    assertThat(schedule.factor(3)).isEqualTo(1);
    assertThat(schedule.factor(4)).isEqualTo(1);
    assertThat(schedule.factor(9)).isCloseTo(0.5, within(1e-15));
    assertThat(schedule.factor(14)).isZero();
  }

  @Test
  void step_scheduled_usesTheFactorOfEachStep() {
    Optimizer optimizer = new ScheduledOptimizer(new Sgd(1), new Schedule.Linear(2, 0));
    float[] x = {0f};
    OptimizerState state = optimizer.start(1);
    for (int i = 0; i < 4; i++) {
      optimizer.step(x, new float[] {1f}, state);
    }
    assertThat(x).containsExactly(-1.5f);
    assertThat(state.steps()).isEqualTo(4);
  }

  @Test
  void factor_ofTheConstant_isOne() {
    assertThat(new Schedule.Constant().factor(123)).isEqualTo(1);
  }
}
