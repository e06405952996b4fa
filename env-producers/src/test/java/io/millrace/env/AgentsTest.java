package io.millrace.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several agents in one environment, through every wrapper. */
class AgentsTest {
  private static Environment three() {
    return ThreeTargetsProvider.three().create();
  }

  /** Rewards are from the equation, for targets 0.5, -0.25 and 0. */
  @Test
  void step_threeAgents_eachIsPaidForItsOwnAction() {
    Environment environment = three();
    environment.setState(new double[] {0.5, -0.25, 0, 2});
    StepResult out = StepResult.of(environment.spec());
    environment.step(new float[] {0.5f, 0.25f, 1}, out);
    assertThat(out.reward(0)).isEqualTo(0);
    assertThat(out.reward(1)).isEqualTo(-0.25);
    assertThat(out.reward(2)).isEqualTo(-1);
    assertThat(out.reward()).isCloseTo(-1.25 / 3, within(1e-15));
    assertThat(out.observation()).hasSize(3);
  }

  @Test
  void step_roomForAnotherNumberOfAgents_isRefused() {
    Environment environment = three();
    environment.reset(1, new float[3]);
    assertThatThrownBy(() -> environment.step(new float[3], new StepResult(3, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 3 numbers")
        .hasMessageContaining("length=1");
  }

  @Test
  void setEnd_afterRewards_keepsThem() {
    StepResult out = new StepResult(1, 2);
    out.setReward(0, 1);
    out.setReward(1, 5);
    out.setEnd(false, true);
    assertThat(out.reward(1)).isEqualTo(5);
    assertThat(out.truncated()).isTrue();
    out.set(7, true, false);
    assertThat(out.reward(0)).isEqualTo(7);
    assertThat(out.reward(1)).isEqualTo(7);
  }

  @Test
  void reward_oneAgent_isItsBits() {
    StepResult out = new StepResult(1);
    out.set(-0.0, false, false);
    assertThat(Double.doubleToRawLongBits(out.reward()))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
  }

  @Test
  void timeLimit_threeAgents_truncatesAndKeepsEachReward() {
    Environment endless = new SimulatedEnvironment(new ThreeTargets(3));
    Environment limited = TimeLimit.of(endless);
    limited.setState(new double[] {0, 0, 0, 100});
    StepResult out = StepResult.of(limited.spec());
    for (int step = 0; step < 3; step++) {
      limited.step(new float[3], out);
      assertThat(out.done()).isFalse();
    }
    float[] last = out.observation().clone();
    limited.step(new float[] {1, 2, 3}, out);
    assertThat(out.truncated()).isTrue();
    assertThat(out.terminated()).isFalse();
    for (int agent = 0; agent < 3; agent++) {
      double miss = agent + 1 - last[agent];
      assertThat(out.reward(agent)).isEqualTo(-miss * miss);
    }
  }

  @Test
  void chunks_threeAgents_eachFollowsItsOwn() {
    Environment chunks = new ActionChunks(three(), 2);
    Environment plain = three();
    assertThat(chunks.spec().agents()).isEqualTo(3);
    assertThat(chunks.spec().actionSize()).isEqualTo(2);
    double[] state = {0.5, -0.25, 0, 3};
    chunks.setState(state);
    plain.setState(state);
    StepResult whole = StepResult.of(chunks.spec());
    chunks.step(new float[] {1, 2, 3, 4, 5, 6}, whole);
    StepResult step = StepResult.of(plain.spec());
    double[] sums = new double[3];
    for (float[] action : List.of(new float[] {1, 3, 5}, new float[] {2, 4, 6})) {
      plain.step(action, step);
      for (int agent = 0; agent < 3; agent++) {
        sums[agent] += step.reward(agent);
      }
    }
    for (int agent = 0; agent < 3; agent++) {
      assertThat(whole.reward(agent)).isEqualTo(sums[agent]);
    }
    assertThat(whole.observation()).isEqualTo(step.observation());
  }

  /** Two agents with two choices each; agent i is paid its choice. */
  private record Choosers() implements Dynamics {
    @Override
    public EnvironmentSpec spec() {
      return new EnvironmentSpec(
          "choosers", ActionSpace.Box.of(1, 0, 1), new ActionSpace.Discrete(2), 0, false, 2);
    }

    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public void reset(RandomSource random, double[] state) {}

    @Override
    public void step(double[] state, float[] action, RandomSource random, StepResult out) {
      out.setReward(0, action[0]);
      out.setReward(1, action[1]);
    }

    @Override
    public void observe(double[] state, float[] observation) {}
  }

  @Test
  void threshold_twoAgents_eachChooses() {
    Environment threshold = new ThresholdAction(new SimulatedEnvironment(new Choosers()));
    threshold.reset(1, new float[2]);
    StepResult out = StepResult.of(threshold.spec());
    threshold.step(new float[] {-3, 0.1f}, out);
    assertThat(out.reward(0)).isEqualTo(0);
    assertThat(out.reward(1)).isEqualTo(1);
    assertThat(out.done()).isFalse();
    assertThatThrownBy(() -> threshold.step(new float[] {1, Float.NaN}, out))
        .hasMessageContaining("agent=1");
  }

  @Test
  void step_unknownChoiceOfTheSecondAgent_isRefused() {
    Environment environment = new SimulatedEnvironment(new Choosers());
    environment.reset(1, new float[2]);
    StepResult out = StepResult.of(environment.spec());
    assertThatThrownBy(() -> environment.step(new float[] {1, 2}, out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("value=2");
  }

  @Test
  void vector_twoEnvironmentsOfThree_hasARowForEachAgent() {
    VectorEnvironment vector =
        new VectorEnvironment(
            Stream.generate(AgentsTest::three).limit(2).toList(), AutoReset.SAME_STEP);
    assertThat(vector.rows()).isEqualTo(6);
    assertThat(vector.environments()).isEqualTo(2);
    vector.reset(new long[] {11, 12});
    long ended = 0;
    for (int call = 0; call < 30; call++) {
      float[] seen = vector.observations().clone();
      float[] actions = new float[6];
      for (int row = 0; row < 6; row++) {
        actions[row] = row;
      }
      assertThat(vector.step(actions)).isEqualTo(6);
      for (int row = 0; row < 6; row++) {
        double miss = row - seen[row];
        assertThat(vector.rewards()[row]).as("row %d", row).isEqualTo(-miss * miss);
        assertThat(vector.done(row)).isEqualTo(vector.done(row / 3 * 3));
        ended += vector.done(row) ? 1 : 0;
      }
    }
    assertThat(ended).isPositive();
  }

  @Test
  void vector_noAutoReset_restsWholeEnvironments() {
    VectorEnvironment vector =
        new VectorEnvironment(Stream.generate(AgentsTest::three).limit(8).toList(), AutoReset.NONE);
    vector.reset(new long[] {1, 2, 3, 4, 5, 6, 7, 8});
    int[] stepped = {vector.step(new float[24]), vector.step(new float[24])};
    assertThat(stepped[0]).isEqualTo(24);
    assertThat(stepped[1]).isLessThan(24).isPositive();
    assertThat(stepped[1] % 3).isZero();
    for (int row = 0; row < 24; row++) {
      assertThat(vector.running(row)).isEqualTo(vector.running(row / 3 * 3));
      assertThat(vector.attributes(row)).isEqualTo(vector.attributes(row / 3 * 3));
      assertThat(vector.success(row)).isNotNull();
    }
  }

  @Test
  void factory_providerSaysAnotherNumber_isRefused() {
    EnvironmentProvider<ThreeTargets.Options> wrong =
        new EnvironmentProvider<>() {
          @Override
          public String id() {
            return "wrong";
          }

          @Override
          public String summary() {
            return "says nothing of its agents";
          }

          @Override
          public Class<ThreeTargets.Options> options() {
            return ThreeTargets.Options.class;
          }

          @Override
          public Environment create(ThreeTargets.Options options) {
            return new SimulatedEnvironment(new ThreeTargets(options.agents()));
          }
        };
    EnvironmentFactory factory = EnvironmentFactory.of(wrong, new ThreeTargets.Options(3));
    assertThatThrownBy(factory::create)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("provider.agents=1 spec.agents=3");
  }

  @Test
  void spec_noAgents_isRefused() {
    EnvironmentSpec one = new ThreeTargets(1).spec();
    assertThat(one.agents()).isEqualTo(1);
    assertThatThrownBy(() -> one.withAgents(0)).hasMessageContaining("agents=0");
    assertThat(Arrays.asList(one.withAgents(4).jointActionSize(), one.withAgents(4).actionSize()))
        .containsExactly(4, 1);
  }
}
