package io.millrace.env.check;

import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The environment under check: makes instances and plays random actions in them. */
final class Subject {
  /** Steps of a play that is compared with another. */
  static final int STEPS = 100;

  private final Supplier<Environment> environments;
  private final long seed;
  private final int episodes;
  private final Survey survey;
  private final List<Environment> created = new ArrayList<>();

  /**
   * @param environments makes an environment, time limit included
   * @param episodes how many random episodes are looked at
   */
  Subject(Supplier<Environment> environments, long seed, int episodes) {
    this.environments = environments;
    this.seed = seed;
    this.episodes = episodes;
    this.survey = new Survey(this);
  }

  long seed() {
    return seed;
  }

  int episodes() {
    return episodes;
  }

  /** A fresh instance; it belongs to the rule that is being checked. */
  Environment create() {
    Environment environment = environments.get();
    created.add(environment);
    return environment;
  }

  /** Closes what a rule has created. */
  void closeAll() {
    for (Environment environment : created) {
      try {
        environment.close();
      } catch (RuntimeException e) {
        // A rule of its own says so; the others were not about it.
      }
    }
    created.clear();
  }

  /** Many random episodes; played when first asked for. */
  Survey survey() {
    return survey.played();
  }

  /** Room for a step that nothing has been written into: what is left out is not a number. */
  static StepResult blank(EnvironmentSpec spec) {
    StepResult blank = StepResult.of(spec);
    blank(blank);
    return blank;
  }

  static void blank(StepResult result) {
    Arrays.fill(result.observation(), Float.NaN);
    result.set(Double.NaN, true, true);
  }

  /** The first observations of an episode. */
  static float[] reset(Environment environment, long seed) {
    float[] observations = new float[environment.spec().jointObservationSize()];
    Arrays.fill(observations, Float.NaN);
    environment.reset(seed, observations);
    return observations;
  }

  /** Random actions from a reset on; an episode that ends is followed by the next. */
  static List<Step> play(Environment environment, long seed, int steps) {
    return play(environment, reset(environment, seed), seed, steps);
  }

  /** The same from a running episode on, which shows these observations. */
  static List<Step> play(Environment environment, float[] observations, long seed, int steps) {
    RandomSource random = new RandomSource(seed);
    StepResult out = StepResult.of(environment.spec());
    float[] seen = observations;
    List<Step> played = new ArrayList<>(steps);
    for (int i = 0; i < steps; i++) {
      blank(out);
      environment.step(RandomActions.draw(environment.spec(), seen, random), out);
      Step step = Step.of(out);
      played.add(step);
      seen = step.done() ? reset(environment, seed + i) : step.observations();
    }
    return played;
  }
}
