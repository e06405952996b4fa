package io.millrace.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.builtin.Pendulum;
import io.millrace.flow.credit.Credit;
import io.millrace.flow.credit.GeneralizedAdvantage;
import io.millrace.flow.random.RandomSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

  /** Terminates at its third step, which is also its limit; or never. */
  private record ThreeSteps(boolean terminates) implements Dynamics {
    @Override
    public EnvironmentSpec spec() {
      return new EnvironmentSpec(
          "three-steps", ActionSpace.Box.of(1, 0, 3), ActionSpace.Box.unbounded(1), 3, false);
    }

    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public void reset(RandomSource random, double[] state) {
      state[0] = 0;
    }

    @Override
    public void step(double[] state, float[] action, RandomSource random, StepResult out) {
      state[0]++;
      out.set(1, terminates && state[0] == 3, false);
    }

    @Override
    public void observe(double[] state, float[] observation) {
      observation[0] = (float) state[0];
    }
  }

  private static StepResult thirdStep(boolean terminates) {
    Environment environment = TimeLimit.of(new SimulatedEnvironment(new ThreeSteps(terminates)));
    environment.reset(1, new float[1]);
    StepResult out = new StepResult(1);
    for (int step = 0; step < 3; step++) {
      environment.step(new float[1], out);
    }
    return out;
  }

  @Test
  void step_limitReached_truncates() {
    StepResult out = thirdStep(false);
    assertThat(out.truncated()).isTrue();
    assertThat(out.terminated()).isFalse();
  }

  @Test
  void step_terminatesAtTheLimit_isNotTruncated() {
    StepResult out = thirdStep(true);
    assertThat(out.terminated()).isTrue();
    assertThat(out.truncated()).isFalse();
  }

  /**
   * Constant reward 1, discount .9, limit 3, any V: the one-step target of the last step is 1 + .9
   * V where the limit cut it, and 1 where the task ended; by hand.
   */
  @Test
  void lastStep_oneStepTarget_bootstrapsOnlyWhereTruncated() {
    double value = 7;
    assertThat(lastTarget(thirdStep(false), value)).isCloseTo(1 + 0.9 * value, within(1e-12));
    assertThat(lastTarget(thirdStep(true), value)).isCloseTo(1, within(1e-12));
  }

  /**
   * With lambda 0 an advantage is the one-step target minus the value, here 0, of its own state.
   */
  private static double lastTarget(StepResult last, double value) {
    Credit.Member member =
        new Credit.Member(
            new double[] {1, 1, last.reward()}, new double[] {0, 0, 0, value}, last.terminated());
    return new GeneralizedAdvantage(0.9, 0).advantages("g", List.of(member))[0][2];
  }

  @Test
  void step_withoutTheWrapper_knowsNoLimit() {
    Environment pendulum = new SimulatedEnvironment(new Pendulum());
    pendulum.reset(1, new float[3]);
    StepResult out = new StepResult(3);
    for (int step = 0; step < 1000; step++) {
      pendulum.step(new float[1], out);
      assertThat(out.done()).isFalse();
    }
  }
}
