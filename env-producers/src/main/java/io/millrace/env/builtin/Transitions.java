package io.millrace.env.builtin;

import io.millrace.env.ActionSpace;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;

/**
 * Steps of an environment, as a world model learns from them.
 *
 * @param observations [n][observationSize] before each step
 * @param actions [n][actionSize]
 * @param next [n][observationSize] after each step
 */
record Transitions(double[][] observations, double[][] actions, double[][] next) {

  int count() {
    return actions.length;
  }

  /**
   * Plays actions that are uniform in the box, episode after episode.
   *
   * @param environment with bounded actions, and under a time limit
   */
  static Transitions collect(Environment environment, int count, RandomSource random) {
    EnvironmentSpec spec = environment.spec();
    ActionSpace.Box box = (ActionSpace.Box) spec.actionSpace();
    RandomSource seeds = random.split("episodes");
    RandomSource choices = random.split("actions");
    double[][] observations = new double[count][];
    double[][] actions = new double[count][];
    double[][] next = new double[count][];
    float[] seen = new float[spec.observationSize()];
    float[] action = new float[box.size()];
    StepResult result = new StepResult(seen.length);
    environment.reset(seeds.nextLong(), seen);
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < action.length; d++) {
        action[d] = (float) Uniform.between(choices, box.low(d), box.high(d));
      }
      observations[i] = wide(seen);
      actions[i] = wide(action);
      environment.step(action, result);
      next[i] = wide(result.observation());
      if (result.done()) {
        environment.reset(seeds.nextLong(), seen);
      } else {
        System.arraycopy(result.observation(), 0, seen, 0, seen.length);
      }
    }
    return new Transitions(observations, actions, next);
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /**
   * The same steps with their actions in random order: what happened no longer follows from them.
   */
  Transitions permuteActions(RandomSource random) {
    int[] order = new int[count()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    random.shuffle(order);
    double[][] permuted = new double[count()][];
    for (int i = 0; i < order.length; i++) {
      permuted[i] = actions[order[i]];
    }
    return new Transitions(observations, permuted, next);
  }

  /** A bootstrap sample: as many steps, drawn with replacement. */
  Transitions resample(RandomSource random) {
    double[][] resampledObservations = new double[count()][];
    double[][] resampledActions = new double[count()][];
    double[][] resampledNext = new double[count()][];
    for (int i = 0; i < count(); i++) {
      int drawn = random.nextInt(count());
      resampledObservations[i] = observations[drawn];
      resampledActions[i] = actions[drawn];
      resampledNext[i] = next[drawn];
    }
    return new Transitions(resampledObservations, resampledActions, resampledNext);
  }
}
