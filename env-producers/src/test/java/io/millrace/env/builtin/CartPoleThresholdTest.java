package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.env.ActionSpace;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.ThresholdAction;
import io.millrace.env.TimeLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CartPoleThresholdTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return new ThresholdAction(discrete());
  }

  private static Environment discrete() {
    return TimeLimit.of(new SimulatedEnvironment(new CartPole()));
  }

  @ParameterizedTest
  @CsvSource({"0.001, 1", "7, 1", "0, 0", "-0.001, 0", "-7, 0"})
  void step_realAction_meansTheChoiceOnItsSide(float action, float choice) {
    Environment real = create();
    Environment discrete = discrete();
    double[] state = {0.01, -0.02, 0.03, 0.04};
    real.setState(state);
    discrete.setState(state);
    real.step(new float[] {action}, new StepResult(4));
    discrete.step(new float[] {choice}, new StepResult(4));
    assertThat(real.state()).isEqualTo(discrete.state());
  }

  @Test
  void spec_hasOneUnboundedAction() {
    assertThat(create().spec().actionSpace()).isEqualTo(ActionSpace.Box.unbounded(1));
  }
}
