package io.millrace.flow.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;

final class StreamActorCriticTest {
  private static final StreamActorCriticSettings SETTINGS =
      new StreamActorCriticSettings(32, 0.9, 0.8, 1, 2, 3, 0.01, 0.5, 10);

  /**
   * One step an episode, reward -(action - 1)^2: whoever learns moves its mean action to 1, where
   * the reward is best. The last 500 of 6,000 steps against the first 500.
   */
  @Test
  void learn_oneStepTask_findsTheBetterAction() {
    StreamActorCritic learner = new StreamActorCritic(SETTINGS, 1, 1, new RandomSource(5));
    float[] observation = {0.3f};
    double early = 0;
    double late = 0;
    for (int step = 0; step < 6_000; step++) {
      learner.reset(observation);
      double miss = learner.act()[0] - 1;
      learner.learn(-miss * miss, observation, true, false);
      early += step < 500 ? miss * miss / 500 : 0;
      late += step >= 5_500 ? miss * miss / 500 : 0;
    }
    assertThat(late).as("seed 5, early %f", early).isLessThan(0.5 * early);
  }

  @Test
  void learn_sameSeed_givesTheSameErrors() {
    assertThat(errors(7)).containsExactly(errors(7));
    assertThat(errors(8)).isNotEqualTo(errors(7));
  }

  private static double[] errors(long seed) {
    StreamActorCritic learner = new StreamActorCritic(SETTINGS, 2, 2, new RandomSource(seed));
    RandomSource world = new RandomSource(1);
    float[] observation = new float[2];
    double[] errors = new double[50];
    learner.reset(observation);
    for (int step = 0; step < errors.length; step++) {
      float[] action = learner.act();
      observation[0] = 0.5f * observation[0] + action[0];
      observation[1] = (float) world.nextGaussian();
      boolean truncated = step % 10 == 9;
      errors[step] = learner.learn(-Math.abs(observation[0]), observation, false, truncated);
      if (truncated) {
        learner.reset(observation);
      }
    }
    return errors;
  }
}
