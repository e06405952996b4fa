package io.millrace.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorEnvironmentTest {

  /** Counts its steps, pays the count, terminates at a given length. */
  private record Counter(int length) implements Dynamics {
    private static final EnvironmentSpec SPEC =
        new EnvironmentSpec(
            "counter", ActionSpace.Box.of(1, 0, 100), ActionSpace.Box.unbounded(1), 0, false);

    @Override
    public EnvironmentSpec spec() {
      return SPEC;
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
      out.set(state[0], state[0] >= length, false);
    }

    @Override
    public void observe(double[] state, float[] observation) {
      observation[0] = (float) state[0];
    }
  }

  private static VectorEnvironment lengths(AutoReset autoReset, int... lengths) {
    List<Environment> rows = new ArrayList<>();
    for (int length : lengths) {
      rows.add(new SimulatedEnvironment(new Counter(length)));
    }
    return new VectorEnvironment(rows, autoReset);
  }

  @Test
  void step_sameStepLengthsTwoAndThree_sixCallsGiveTwelveRealTransitions() {
    VectorEnvironment vector = lengths(AutoReset.SAME_STEP, 2, 3);
    vector.reset(1);
    List<List<Integer>> transitions = List.of(new ArrayList<>(), new ArrayList<>());
    int stepped = 0;
    for (int call = 0; call < 6; call++) {
      float[] before = vector.observations().clone();
      stepped += vector.step(new float[2]);
      for (int row = 0; row < 2; row++) {
        float next =
            vector.done(row) ? vector.finalObservations()[row] : vector.observations()[row];
        // Every transition is a real one: the counter moved by one and paid for it.
        assertThat(next).isEqualTo(before[row] + 1);
        assertThat(vector.rewards()[row]).isEqualTo(next);
        transitions.get(row).add((int) next);
        if (vector.done(row)) {
          assertThat(vector.observations()[row]).isZero();
        }
      }
    }
    assertThat(stepped).isEqualTo(12);
    assertThat(transitions.get(0)).containsExactly(1, 2, 1, 2, 1, 2);
    assertThat(transitions.get(1)).containsExactly(1, 2, 3, 1, 2, 3);
  }

  @Test
  void step_noAutoReset_leavesEndedRowsAtRest() {
    VectorEnvironment vector = lengths(AutoReset.NONE, 2, 3);
    vector.reset(1);
    assertThat(vector.step(new float[2])).isEqualTo(2);
    assertThat(vector.step(new float[2])).isEqualTo(2);
    assertThat(vector.running(0)).isFalse();
    assertThat(vector.step(new float[2])).isEqualTo(1);
    assertThat(vector.observations()).containsExactly(2, 3);
    assertThat(vector.step(new float[2])).isZero();
    vector.reset(2);
    assertThat(vector.running(0)).isTrue();
    assertThat(vector.done(0)).isFalse();
    assertThat(vector.observations()).containsExactly(0, 0);
  }

  @Test
  void step_wrongNumberOfActions_throws() {
    VectorEnvironment vector = lengths(AutoReset.NONE, 2, 3);
    vector.reset(1);
    assertThatThrownBy(() -> vector.step(new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("length=3");
  }
}
