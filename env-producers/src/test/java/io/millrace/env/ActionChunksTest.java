package io.millrace.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.builtin.CartPole;
import io.millrace.env.builtin.Multigoal2d;
import io.millrace.env.builtin.Pendulum;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionChunksTest extends EnvironmentKit {

  private static final double[] START = {2, 0.5};

  @Override
  protected Environment create() {
    return new ActionChunks(pendulum(), 4);
  }

  private static Environment pendulum() {
    return TimeLimit.of(new SimulatedEnvironment(new Pendulum()));
  }

  private static Environment multigoal() {
    return TimeLimit.of(new SimulatedEnvironment(new Multigoal2d(new Multigoal2d.Options(0))));
  }

  @Test
  void spec_chunksOfThree_repeatsTheBoxAndRoundsTheLimitUp() {
    EnvironmentSpec spec = new ActionChunks(pendulum(), 3).spec();
    assertThat(spec.id()).isEqualTo("pendulum");
    assertThat(spec.actionSpace()).isEqualTo(ActionSpace.Box.of(3, -2, 2));
    assertThat(spec.maxEpisodeSteps()).isEqualTo(67);
  }

  @Test
  void step_oneChunk_isItsActionsOneAfterTheOther() {
    Environment inner = pendulum();
    inner.setState(START);
    StepResult expected = new StepResult(3);
    float[] chunk = {0.5f, -1, 2, 0.25f};
    double reward = 0;
    double discounted = 0;
    double[] single = new double[4];
    for (int k = 0; k < chunk.length; k++) {
      inner.step(new float[] {chunk[k]}, expected);
      single[k] = expected.reward();
      reward += expected.reward();
      discounted += Math.pow(0.9, k) * expected.reward();
    }

    StepResult out = new StepResult(3);
    Environment chunks = create();
    chunks.setState(START);
    chunks.step(chunk, out);
    assertThat(chunks.state()).isEqualTo(inner.state());
    assertThat(out.observation()).isEqualTo(expected.observation());
    assertThat(out.reward()).isEqualTo(reward);
    assertThat(out.actionRewards()).isEqualTo(single);

    Environment withDiscount = new ActionChunks(pendulum(), 4, 0.9);
    withDiscount.setState(START);
    withDiscount.step(chunk, out);
    assertThat(out.reward()).isCloseTo(discounted, within(1e-12));
  }

  @Test
  void step_limitInsideTheLastChunk_executesWhatIsLeft() {
    Environment chunks = new ActionChunks(pendulum(), 3);
    chunks.reset(1, new float[3]);
    StepResult out = new StepResult(3);
    int steps = 0;
    do {
      chunks.step(new float[3], out);
      steps++;
    } while (!out.done());
    assertThat(steps).isEqualTo(67);
    assertThat(out.truncated()).isTrue();
    assertThat(out.terminated()).isFalse();
    assertThat(chunks.attributes()).containsEntry("env-steps", "200");
  }

  /** From (4.2, 0): to (4.7, 0) terminates with 2.41, as in the sheet of multigoal-2d. */
  @Test
  void step_episodeEndsInsideAChunk_leavesTheRestUndone() {
    Environment chunks = new ActionChunks(multigoal(), 3);
    chunks.setState(new double[] {4.2, 0});
    StepResult out = new StepResult(2);
    chunks.step(new float[] {0.5f, 0, 1, 1, 1, 1}, out);
    assertThat(out.terminated()).isTrue();
    assertThat(out.truncated()).isFalse();
    assertThat(out.reward()).isCloseTo(2.41, within(1e-5));
    assertThat(out.actionRewards()).containsExactly(out.reward(), 0, 0);
    assertThat(chunks.state()).containsExactly(new double[] {4.7, 0}, within(1e-6));
    assertThat(chunks.success()).isTrue();
    assertThat(chunks.attributes()).containsEntry("env-steps", "1").containsEntry("goal", "0");
  }

  @Test
  void step_vectorOfChunks_tellsWhatEachActionOfEachRowBrought() {
    VectorEnvironment rows =
        new VectorEnvironment(
            List.of(new ActionChunks(pendulum(), 2), new ActionChunks(pendulum(), 2)),
            AutoReset.NONE);
    rows.reset(new long[] {1, 2});
    rows.step(new float[] {1, -1, 2, 0});
    double[] told = rows.actionRewards();
    assertThat(told).hasSize(4);
    assertThat(told[0] + told[1]).isEqualTo(rows.rewards()[0]);
    assertThat(told[2] + told[3]).isEqualTo(rows.rewards()[1]);
  }

  @Test
  void step_badNumberLateInAChunk_movesNothing() {
    Environment chunks = create();
    chunks.setState(START);
    assertThatThrownBy(() -> chunks.step(new float[] {1, 1, 1, Float.NaN}, new StepResult(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dimension=3");
    assertThat(chunks.state()).isEqualTo(START);
    assertThat(chunks.attributes()).containsEntry("env-steps", "0");
  }

  @Test
  void loadState_midEpisode_countsOn() {
    Environment chunks = create();
    chunks.reset(1, new float[3]);
    chunks.step(new float[4], new StepResult(3));
    Environment other = create();
    other.loadState(chunks.saveState());
    other.step(new float[4], new StepResult(3));
    assertThat(other.attributes()).containsEntry("env-steps", "8");
    other.reset(2, new float[3]);
    assertThat(other.attributes()).containsEntry("env-steps", "0");
  }

  @Test
  void create_whatCannotBeChunked_throws() {
    Environment discrete = new SimulatedEnvironment(new CartPole());
    assertThatThrownBy(() -> new ActionChunks(discrete, 2)).hasMessageContaining("cart-pole");
    assertThatThrownBy(() -> new ActionChunks(pendulum(), 0)).hasMessageContaining("length=0");
    assertThatThrownBy(() -> new ActionChunks(pendulum(), 2, 1.1))
        .hasMessageContaining("discount=1.1");
  }
}
