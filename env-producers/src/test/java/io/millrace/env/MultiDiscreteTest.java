package io.millrace.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MultiDiscreteTest {

  /** Sees one number and a mask of 2 + 3 choices, which is its state. */
  private record Gates(ActionSpace space) implements Dynamics {
    @Override
    public EnvironmentSpec spec() {
      return new EnvironmentSpec("gates", ActionSpace.Box.unbounded(6), space, 10, false);
    }

    @Override
    public int stateSize() {
      return 6;
    }

    @Override
    public void reset(RandomSource random, double[] state) {
      System.arraycopy(new double[] {7, 1, 1, 1, 0, 1}, 0, state, 0, 6);
    }

    @Override
    public void step(double[] state, float[] action, RandomSource random, StepResult out) {
      out.set(1, false, false);
    }

    @Override
    public void observe(double[] state, float[] observation) {
      for (int i = 0; i < 6; i++) {
        observation[i] = (float) state[i];
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2, true", "2, 0, false", "0, 3, false", "0.5, 0, false", "-1, 0, false"})
  void contains_choices_areWholeNumbersBelowTheirCounts(float first, float second, boolean in) {
    ActionSpace space = new ActionSpace.MultiDiscrete(2, 3);
    assertThat(space.size()).isEqualTo(2);
    assertThat(space.contains(new float[] {first, second})).isEqualTo(in);
    assertThat(space.contains(new float[] {first})).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | 0 | expected a choice of 0 to 1, position=0 value=2.0 environment=gates",
        "1 | 0.5 | expected a choice of 0 to 2, position=1 value=0.5 environment=gates",
        "1 | 1 | expected a choice that the mask allows, position=1 value=1 environment=gates"
      })
  void step_whatCannotBeChosen_tellsPositionAndValue(float first, float second, String message) {
    Environment environment = started();
    assertThatThrownBy(() -> environment.step(new float[] {first, second}, new StepResult(6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    environment.step(new float[] {1, 2}, new StepResult(6));
  }

  @Test
  void step_maskThatAllowsNothing_tellsThePosition() {
    Environment environment = started();
    environment.setState(new double[] {7, 0, 0, 1, 1, 1});
    assertThatThrownBy(() -> environment.step(new float[] {0, 0}, new StepResult(6)))
        .hasMessage("expected a mask that allows a choice, position=0 environment=gates");
  }

  @Test
  void step_withoutMask_observationsAreNumbersLikeAny() {
    Environment environment =
        new SimulatedEnvironment(new Gates(new ActionSpace.MultiDiscrete(2, 3)));
    environment.reset(1, new float[6]);
    StepResult out = new StepResult(6);
    environment.step(new float[] {1, 1}, out);
    assertThat(out.reward()).isEqualTo(1);
  }

  private static Environment started() {
    Environment environment =
        new SimulatedEnvironment(new Gates(ActionSpace.MultiDiscrete.masked(2, 3)));
    environment.reset(1, new float[6]);
    return environment;
  }
}
