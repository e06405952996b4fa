package io.millrace.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.env.builtin.Pendulum;
import io.millrace.flow.random.RandomSource;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixedActionsTest extends EnvironmentKit {
  private static final ActionSpace.Mixed SPACE =
      new ActionSpace.Mixed(
          new ActionSpace.Box(new float[] {-2, 0}, new float[] {2, 4}),
          ActionSpace.MultiDiscrete.masked(2, 3));
  private static final float[] ALL = {1, 1, 1, 1, 1};

  /**
   * Two agents that each see a mask of 2 + 3 choices, which is the state; what they have done is
   * told as the reward: choices as digits, and their numbers behind the point.
   */
  private static final class Desks implements Dynamics {
    @Override
    public EnvironmentSpec spec() {
      return new EnvironmentSpec("desks", ActionSpace.Box.of(5, 0, 1), SPACE, 10, false)
          .withAgents(2);
    }

    @Override
    public int stateSize() {
      return 10;
    }

    @Override
    public void reset(RandomSource random, double[] state) {
      for (int i = 0; i < 10; i++) {
        state[i] = i == 0 || i == 2 || i == 5 || i == 7 ? 1 : random.nextInt(2);
      }
    }

    @Override
    public void step(double[] state, float[] action, RandomSource random, StepResult out) {
      for (int agent = 0; agent < 2; agent++) {
        int at = 4 * agent;
        double choices = 10 * action[at + 2] + action[at + 3];
        out.setReward(agent, choices + 0.1 * action[at] + 0.001 * action[at + 1]);
      }
      reset(random, state);
    }

    @Override
    public void observe(double[] state, float[] observation) {
      for (int i = 0; i < 10; i++) {
        observation[i] = (float) state[i];
      }
    }
  }

  @Override
  protected Environment create() {
    return new MixedActions(desks());
  }

  /** Two agents with mixed actions under masks. */
  static Environment desks() {
    return TimeLimit.of(new SimulatedEnvironment(new Desks()));
  }

  @Test
  void spec_boxAndChoices_isABoxOfNumbersAndScores() {
    EnvironmentSpec spec = create().spec();
    assertThat(spec.id()).isEqualTo("desks");
    assertThat(spec.agents()).isEqualTo(2);
    assertThat(spec.actionSpace())
        .isEqualTo(
            new ActionSpace.Box(
                new float[] {-2, 0, -1, -1, -1, -1, -1}, new float[] {2, 4, 1, 1, 1, 1, 1}));
  }

  @Test
  void step_eachAgent_takesItsOwnAllowedOptionOfTheGreatestScore() {
    Environment environment = create();
    environment.reset(1, new float[10]);
    environment.setState(new double[] {1, 1, 0, 1, 1, 0, 1, 1, 1, 1});
    StepResult out = StepResult.of(environment.spec());
    environment.step(
        new float[] {
          0.5f,
          3,
          0.2f,
          0.1f,
          9,
          -4,
          -3, // option 0 of the first; 0 of the second is forbidden
          -9,
          1,
          5,
          -7,
          2,
          2,
          1 // 0 is forbidden; of equals the first; numbers go as they are
        },
        out);
    assertThat((float) out.reward(0)).isEqualTo((float) (2 + 0.05 + 0.003));
    assertThat((float) out.reward(1)).isEqualTo((float) (10 - 0.9 + 0.001));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 0, 0, 0",
    "-1, -1, 0, 0, 0.5, 0, 2",
    "1, 2, -5, -4, -4.5, 1, 1",
    "0.3, 0.3, 3e38, 3e38, -3e38, 0, 0"
  })
  void decode_withoutAMaskThatForbids_isTheFirstOfTheGreatest(
      float a, float b, float c, float d, float e, int first, int second) {
    float[] action = new float[4];
    new ScoredActions(SPACE).decode(new float[] {7, 8, a, b, c, d, e}, 0, ALL, 5, action, 0);
    assertThat(action).containsExactly(7, 8, first, second);
  }

  @Test
  void encode_anyAction_isDecodedToItself() {
    long seed = ThreadLocalRandom.current().nextLong(1L << 40);
    System.out.println("seed=" + seed);
    RandomSource random = new RandomSource(seed);
    ScoredActions scores = new ScoredActions(SPACE);
    float[] scored = new float[9];
    float[] back = new float[5];
    for (int i = 0; i < 200; i++) {
      float[] action = {0, (float) random.nextGaussian(), 3, random.nextInt(2), random.nextInt(3)};
      scores.encode(action, 1, scored, 2);
      scores.decode(scored, 2, ALL, 5, back, 1);
      assertThat(back).isEqualTo(action);
      assertThat(scores.box().contains(Arrays.copyOfRange(scored, 2, 9)))
          .isEqualTo(Math.abs(action[1]) <= 2);
    }
  }

  @Test
  void step_scoreThatIsNoNumber_movesNothing() {
    Environment environment = create();
    environment.reset(1, new float[10]);
    double[] before = environment.state();
    float[] action = new float[14];
    action[11] = Float.NaN;
    assertThatThrownBy(() -> environment.step(action, StepResult.of(environment.spec())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a finite action, environment=desks dimension=11 value=NaN");
    assertThat(environment.state()).isEqualTo(before);
  }

  @Test
  void step_maskThatAllowsNothing_tellsThePosition() {
    Environment environment = create();
    environment.reset(1, new float[10]);
    environment.setState(new double[] {1, 1, 1, 1, 1, 1, 1, 0, 0, 0});
    assertThatThrownBy(() -> environment.step(new float[14], StepResult.of(environment.spec())))
        .hasMessageContaining("expected a mask that allows a choice, position=1");
  }

  @Test
  void inner_itsOwnActions_areCheckedNumberByNumber() {
    Environment inner = new SimulatedEnvironment(new Desks());
    inner.reset(1, new float[10]);
    inner.setState(new double[] {1, 1, 0, 1, 1, 0, 1, 1, 1, 1});
    StepResult out = StepResult.of(inner.spec());
    assertThatThrownBy(() -> inner.step(new float[] {0, 0, 0, 0, 0, 0, 1, 0}, out))
        .hasMessage("expected a choice that the mask allows, position=1 value=0 environment=desks");
    assertThatThrownBy(() -> inner.step(new float[] {0, 0, 0, 1, 0, 0, 0.5f, 0}, out))
        .hasMessageContaining("expected a choice of 0 to 1, position=0 value=0.5");
    inner.step(new float[] {0, 0, 0, 1, 0, 0, 1, 0}, out);
  }

  @Test
  void chunks_ofMixedActions_areTakenOneAfterTheOther() {
    Environment chunks = new ActionChunks(create(), 2);
    chunks.reset(1, new float[10]);
    chunks.setState(new double[] {1, 0, 1, 0, 0, 1, 0, 1, 0, 0});
    StepResult out = StepResult.of(chunks.spec());
    chunks.step(new float[28], out);
    assertThat(chunks.attributes()).containsEntry("env-steps", "2");
    assertThat(out.reward(0)).isZero();
  }

  @Test
  void space_contains_asksBothParts() {
    assertThat(SPACE.size()).isEqualTo(4);
    assertThat(SPACE.contains(new float[] {2, 4, 1, 2})).isTrue();
    assertThat(SPACE.contains(new float[] {2.5f, 4, 1, 2})).isFalse();
    assertThat(SPACE.contains(new float[] {2, 4, 1, 3})).isFalse();
    assertThat(SPACE.contains(new float[] {2, 4, 1})).isFalse();
    assertThatThrownBy(
            () ->
                new ActionSpace.Mixed(
                    ActionSpace.Box.unbounded(0), new ActionSpace.MultiDiscrete(2)))
        .hasMessageContaining("expected a box of at least one number");
  }

  @Test
  void create_ofPlainActions_throws() {
    Environment plain = new SimulatedEnvironment(new Pendulum());
    assertThatThrownBy(() -> new MixedActions(plain)).hasMessageContaining("pendulum");
    assertThat(plain.spec().forPolicies()).isSameAs(plain.spec());
  }
}
