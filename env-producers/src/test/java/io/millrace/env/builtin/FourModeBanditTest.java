package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentFactory;
import io.millrace.env.EnvironmentKit;
import io.millrace.env.EpisodeOutcome;
import io.millrace.env.SimulatedEnvironment;
import io.millrace.env.StepResult;
import io.millrace.env.TimeLimit;
import io.millrace.env.picture.Ink;
import io.millrace.env.picture.Mark;
import io.millrace.flow.policy.Acting;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.Ode;
import io.millrace.rollout.EvaluationResult;
import io.millrace.rollout.Evaluator;
import io.millrace.rollout.TestPolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FourModeBanditTest extends EnvironmentKit {

  @Override
  protected Environment create() {
    return create(2, Optional.empty());
  }

  private static Environment create(int mode, Optional<List<Integer>> modes) {
    FourModeBandit.Options options = new FourModeBandit.Options(mode, modes);
    return TimeLimit.of(new SimulatedEnvironment(new FourModeBandit(options)));
  }

  /** By hand; the radius is 0.25. */
  @ParameterizedTest
  @CsvSource({
    "-0.7, 0, 1, 2",
    "-0.5, 0.125, 1, 2",
    "-0.5, 0.25, 0, -1",
    "0.7, 0.1, 0, 0",
    "0, 0.94, 0, 1",
    "0, 0.96, 0, -1",
    "0, -0.7, 0, 3",
    "0, 0, 0, -1",
  })
  void step_modeTwoRewarded_matches(float x, float y, double reward, int mode) {
    Environment environment = create();
    StepResult out = new StepResult(0);
    environment.setState(new double[0]);
    assertThat(environment.attributes()).isEmpty();
    environment.step(new float[] {x, y}, out);
    assertThat(out.reward()).isEqualTo(reward);
    assertThat(out.terminated()).isTrue();
    assertThat(environment.success()).isEqualTo(reward == 1);
    assertThat(environment.attributes().get("mode"))
        .isEqualTo(mode < 0 ? null : Integer.toString(mode));
  }

  @Test
  void step_severalRewardedModes_replaceTheOne() {
    Environment environment = create(2, Optional.of(List.of(0, 3)));
    StepResult out = new StepResult(0);
    float[][] modes = {{0.7f, 0}, {0, 0.7f}, {-0.7f, 0}, {0, -0.7f}};
    double[] rewards = new double[4];
    for (int mode = 0; mode < 4; mode++) {
      environment.reset(mode, new float[0]);
      environment.step(modes[mode], out);
      rewards[mode] = out.reward();
    }
    assertThat(rewards).containsExactly(1, 0, 0, 1);
  }

  @Test
  void demonstrate_manyActions_haveAllModesEquallyOften() {
    int n = 20_000;
    float[][] actions = new float[n][2];
    new FourModeBandit(new FourModeBandit.Options(2, Optional.empty()))
        .demonstrate(new RandomSource(4), new float[n][0], actions);
    double[] shares = new double[4];
    double squares = 0;
    Environment environment = create();
    for (float[] action : actions) {
      environment.reset(1, new float[0]);
      environment.step(action, new StepResult(0));
      // About one action in 6000 is further than 0.25 from its mode.
      int mode = Integer.parseInt(environment.attributes().getOrDefault("mode", "0"));
      shares[mode] += 1.0 / n;
      double across = mode % 2 == 0 ? action[1] : action[0];
      squares += across * across / n;
    }
    assertThat(shares).containsExactly(new double[] {0.25, 0.25, 0.25, 0.25}, within(0.02));
    assertThat(Math.sqrt(squares)).isCloseTo(0.06, within(0.002));
  }

  /** A policy that sees nothing is judged like any other. */
  @Test
  void evaluate_randomPolicyWithoutObservations_reportsEveryMode() {
    EnvironmentFactory factory =
        EnvironmentFactory.of(
            new FourModeBanditProvider(), new FourModeBandit.Options(2, Optional.empty()));
    assertThat(factory.shape().observationSize()).isZero();
    FlowPolicy policy = TestPolicies.policy(0, 2);
    EvaluationResult result =
        new Evaluator(factory).evaluate(policy, 300, 1, Acting.with(new Ode(), policy));
    assertThat(result.extra())
        .containsOnlyKeys("mode0", "mode1", "mode2", "mode3", "modes-alive")
        .containsEntry("mode2", result.success());
  }

  @Test
  void summarize_hundredEpisodes_countsModesAlive() {
    List<EpisodeOutcome> episodes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      // Mode 2: 90, mode 0: 5, mode 1: 4, none: 1.
      String mode = i < 90 ? "2" : i < 95 ? "0" : "1";
      episodes.add(new EpisodeOutcome(0, 1, false, i == 99 ? Map.of() : Map.of("mode", mode)));
    }
    assertThat(new FourModeBanditProvider().summarize(episodes))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("mode0", 0.05, "mode1", 0.04, "mode2", 0.9, "mode3", 0.0, "modes-alive", 2.0));
  }

  @Test
  void scene_rewardedModes_areGreenAndTheOthersPale() {
    List<Mark> backdrop = create().scene().orElseThrow().backdrop();
    assertThat(backdrop.subList(0, 4).stream().map(mark -> ((Mark.Disc) mark).ink()))
        .containsExactly(Ink.PALE, Ink.PALE, Ink.GREEN, Ink.PALE);
  }
}
