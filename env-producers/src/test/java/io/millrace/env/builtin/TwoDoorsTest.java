package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoDoorsTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return TimeLimit.of(new SimulatedEnvironment(new TwoDoors()));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0, 1, 1", "1, 0, 1", "1, 1, 0"})
  void step_twoChoices_payBothForDifferentDoors(float first, float second, double reward) {
    Environment environment = create();
    float[] seen = new float[2];
    environment.reset(3, seen);
    assertThat(seen).containsExactly(1, 1);
    StepResult out = StepResult.of(environment.spec());
    environment.step(new float[] {first, second}, out);
    assertThat(out.reward(0)).isEqualTo(reward);
    assertThat(out.reward(1)).isEqualTo(reward);
    assertThat(out.terminated()).isTrue();
    assertThat(environment.success()).isEqualTo(reward == 1);
  }
}
