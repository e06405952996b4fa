package io.millrace.flow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighborLearnerTest {

  private static NeighborLearner learner(int low, int high, int batch, double rate) {
    return new NeighborLearner(
        new NeighborLearnerSettings(2, List.of(16, 16), low, high, rate, rate, batch),
        new RandomSource(1));
  }

  /** A world whose best number is 4 + 8 x, and where R = -(c - best)^2 / 100 + noise. */
  private static double reward(float[] x, double choice, double noise) {
    double off = choice - best(x);
    return -off * off / 100 + noise;
  }

  private static double best(float[] x) {
    return 4 + 8 * x[0];
  }

  private static float[] draw(RandomSource random) {
    return new float[] {(float) random.nextDouble(), 1};
  }

  private static double error(NeighborLearner learner) {
    RandomSource random = new RandomSource(99);
    double sum = 0;
    for (int i = 0; i < 200; i++) {
      float[] x = draw(random);
      sum += Math.abs(learner.value(x) - best(x)) / 200;
    }
    return sum;
  }

  @Test
  void learn_bothArmsTried_findsTheBestNumberOfEachWorld() {
    NeighborLearner learner = learner(0, 20, 20, 0.01);
    RandomSource random = new RandomSource(2);
    double before = error(learner);
    for (int i = 0; i < 20_000; i++) {
      float[] x = draw(random);
      NeighborTrial trial = learner.plan(x, random);
      learner.learn(trial, reward(x, trial.tried(), 0), reward(x, trial.other(), 0));
    }
    assertThat(before).isGreaterThan(5);
    assertThat(error(learner)).isLessThan(0.7);
  }

  @Test
  void learn_oneArmTried_findsItByTheCritic() {
    NeighborLearner learner = learner(0, 20, 40, 0.01);
    RandomSource random = new RandomSource(3);
    for (int i = 0; i < 80_000; i++) {
      float[] x = draw(random);
      NeighborTrial trial = learner.plan(x, random);
      learner.learn(trial, reward(x, trial.tried(), 0.02 * random.nextGaussian()));
    }
    assertThat(error(learner)).isLessThan(1.5);
    assertThat(learner.expected(new float[] {0.5f, 1})).isCloseTo(0, within(0.05));
    assertThat(learner.updates()).isEqualTo(2000);
  }

  /** At a bound both arms move inside, so that there are two of them. */
  @Test
  void plan_atABound_hasTwoNeighborsInside() {
    NeighborLearner low = learner(5, 30, 1, 0.01);
    RandomSource random = new RandomSource(4);
    boolean up = false;
    boolean down = false;
    for (int i = 0; i < 50; i++) {
      float[] x = {0.1f, 0.1f};
      assertThat(low.choose(x)).isEqualTo(5);
      NeighborTrial trial = low.plan(x, random);
      assertThat(List.of(trial.tried(), trial.other())).containsExactlyInAnyOrder(5.0, 7.0);
      up |= trial.tried() == 7;
      down |= trial.tried() == 5;
    }
    assertThat(up && down).isTrue();
  }

  /** One update by hand: the gradient of |f - y| by the last bias is the sign of f - y. */
  @Test
  void learn_oneExperiment_movesTowardTheBetterNeighbor() {
    NeighborLearner learner = learner(-50, 50, 1, 0.01);
    float[] x = {0.3f, 1};
    double before = learner.value(x);
    NeighborTrial trial = new NeighborTrial(x, Math.rint(before) + 1, Math.rint(before) - 1);
    learner.learn(trial, 1, 2);
    double moved = learner.value(x) - before;
    assertThat(moved).isNegative().isLessThan(-0.0099);
    double expected = learner.expected(x);
    learner.learn(trial, 7, 2);
    assertThat(learner.expected(x)).isBetween(expected, 7.0);
    assertThat(learner.updates()).isEqualTo(2);
  }

  @Test
  void learn_equalRewards_teachNothing() {
    NeighborLearner learner = learner(-50, 50, 1, 0.01);
    learner.learn(new NeighborTrial(new float[] {0.3f, 1}, 3, 1), 2, 2);
    assertThat(learner.updates()).isZero();
  }

  @Test
  void learn_badInput_isRefused() {
    NeighborLearner learner = learner(-50, 50, 1, 0.01);
    assertThatThrownBy(() -> learner.choose(new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("length=3");
    NeighborTrial trial = new NeighborTrial(new float[2], 3, 1);
    assertThatThrownBy(() -> learner.learn(trial, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reward=NaN");
    assertThatThrownBy(() -> learner(3, 4, 1, 0.01)).isInstanceOf(IllegalArgumentException.class);
  }
}
