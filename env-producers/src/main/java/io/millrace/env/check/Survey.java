package io.millrace.env.check;

import io.millrace.env.ActionSpace;
import io.millrace.env.Environment;
import io.millrace.env.EnvironmentSpec;
import io.millrace.env.StepResult;
import io.millrace.flow.discrete.Choices;
import io.millrace.flow.random.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What many episodes of random actions showed: the first violation of each rule of an episode, and
 * the range of every number.
 */
final class Survey {
  /** An episode that is longer, without a limit, never ends. */
  static final int ENDLESS = 10_000;

  private static final int MAX_STEPS = 20_000;

  private final Subject subject;
  private final Map<String, String> violations = new LinkedHashMap<>();
  private final List<Double> returns = new ArrayList<>();
  private EnvironmentSpec spec;
  private float[] least;
  private float[] most;
  private double leastReward = Double.POSITIVE_INFINITY;
  private double mostReward = Double.NEGATIVE_INFINITY;
  private int shortestTruncated = Integer.MAX_VALUE;
  private long steps;
  private long nanos;

  Survey(Subject subject) {
    this.subject = subject;
  }

  Survey played() {
    if (spec == null) {
      Environment environment = subject.create();
      spec = environment.spec();
      least = new float[spec.observationSize()];
      most = new float[spec.observationSize()];
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      Arrays.fill(most, Float.NEGATIVE_INFINITY);
      play(environment);
    }
    return this;
  }

  private void play(Environment environment) {
    RandomSource random = new RandomSource(subject.seed());
    boolean goesOn = true;
    for (int e = 0; e < subject.episodes() && steps < MAX_STEPS && goesOn; e++) {
      long before = steps;
      try {
        goesOn = episode(environment, subject.seed() + e, random);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e1) {
        note("plays", "episode %d, step %d: %s", e + 1, steps - before + 1, Rule.thrown(e1));
        goesOn = false;
      }
    }
  }

  /** One episode; false where it did not come to its end. */
  private boolean episode(Environment environment, long seed, RandomSource random) {
    float[] seen = Subject.reset(environment, seed);
    inside(seen, "first observation, seed " + seed);
    StepResult out = StepResult.of(spec);
    int longest = spec.maxEpisodeSteps() == 0 ? ENDLESS : spec.maxEpisodeSteps();
    double sum = 0;
    for (int step = 1; step <= longest; step++) {
      float[] actions = RandomActions.draw(spec, seen, random);
      Subject.blank(out);
      long since = System.nanoTime();
      environment.step(actions, out);
      nanos += System.nanoTime() - since;
      steps++;
      String place = "seed %d, step %d".formatted(seed, step);
      sum += look(environment, out, place);
      limit(out, step, place);
      if (out.done()) {
        returns.add(sum);
        if ((environment.success() != null) != spec.successKnown()) {
          note(
              "success",
              "%s: success=%s, spec.successKnown=%s",
              place,
              environment.success(),
              spec.successKnown());
        }
        return true;
      }
      seen = out.observation().clone();
    }
    note(
        "ends",
        "seed %d: no end after %d steps, spec.maxEpisodeSteps=%d",
        seed,
        longest,
        spec.maxEpisodeSteps());
    return false;
  }

  private double look(Environment environment, StepResult out, String place) {
    inside(out.observation(), place);
    for (int agent = 0; agent < spec.agents(); agent++) {
      double reward = out.reward(agent);
      if (!Double.isFinite(reward) || !Float.isFinite((float) reward)) {
        note("finite-rewards", "%s: reward[%d]=%s", place, agent, reward);
      }
      leastReward = Math.min(leastReward, reward);
      mostReward = Math.max(mostReward, reward);
    }
    if (out.terminated() && out.truncated()) {
      note("one-flag", "%s: terminated=true truncated=true", place);
    }
    float[] observed = new float[spec.jointObservationSize()];
    Arrays.fill(observed, Float.NaN);
    environment.observe(observed);
    for (int i = 0; i < observed.length; i++) {
      if (Float.floatToRawIntBits(observed[i]) != Float.floatToRawIntBits(out.observation()[i])) {
        note(
            "observe",
            "%s: observe[%d]=%s, step gave %s",
            place,
            i,
            observed[i],
            out.observation()[i]);
      }
    }
    return out.reward();
  }

  private void limit(StepResult out, int step, String place) {
    if (out.truncated() && !out.terminated()) {
      shortestTruncated = Math.min(shortestTruncated, step);
    }
    if (step == spec.maxEpisodeSteps() && !out.done()) {
      note("ends", "%s: goes on after spec.maxEpisodeSteps=%d", place, spec.maxEpisodeSteps());
    }
  }

  private void inside(float[] observations, String place) {
    ActionSpace.Box box = spec.observationSpace();
    int size = spec.observationSize();
    Choices choices = spec.actionSpace().choices().orElse(null);
    for (int i = 0; i < observations.length; i++) {
      float value = observations[i];
      int d = i % size;
      if (!(Float.isFinite(value) && value >= box.low(d) && value <= box.high(d))) {
        note(
            "inside-space",
            "%s: observation[%d]=%s, expected a number of %s to %s",
            place,
            i,
            value,
            box.low(d),
            box.high(d));
      }
      least[d] = Math.min(least[d], value);
      most[d] = Math.max(most[d], value);
    }
    for (int agent = 0; choices != null && agent < spec.agents(); agent++) {
      String problem = choices.maskProblem(observations, (agent + 1) * size);
      if (problem != null) {
        note("mask", "%s: agent %d, %s", place, agent, problem);
      }
    }
  }

  private void note(String rule, String format, Object... values) {
    violations.putIfAbsent(rule, format.formatted(values));
  }

  /** Throws the first violation of a rule. */
  void expect(String rule) {
    String violation = violations.get(rule);
    if (violation != null) {
      throw new Violation("%s", violation);
    }
    if (steps == 0 && !rule.equals("plays")) {
      throw new Violation("not seen: no step could be made");
    }
  }

  EnvironmentSpec spec() {
    return spec;
  }

  /** [observationSize]: the least value of each number of an observation. */
  float[] least() {
    return least;
  }

  /** [observationSize]: the greatest value of each number of an observation. */
  float[] most() {
    return most;
  }

  double leastReward() {
    return leastReward;
  }

  double mostReward() {
    return mostReward;
  }

  List<Double> returns() {
    return returns;
  }

  /** The shortest episode that was truncated; the greatest integer where none was. */
  int shortestTruncated() {
    return shortestTruncated;
  }

  long steps() {
    return steps;
  }

  /** Of the simulator alone, in one thread; 0 where nothing was played. */
  double stepsPerSecond() {
    return steps == 0 ? 0 : steps * 1e9 / Math.max(1, nanos);
  }
}
