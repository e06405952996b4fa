package io.millrace.env;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Several environments of one kind stepped together, over struct-of-arrays buffers that are written
 * in place. Every agent of every environment has a row of its own, {@code row = environment *
 * agents + agent}, and row {@code r} of a {@code [rows][size]} buffer starts at {@code r * size}: a
 * policy acts for all of them in one call. The rows of an environment run, rest and end together.
 * Not thread-safe.
 */
public final class VectorEnvironment implements AutoCloseable {

  private final List<Environment> environments;
  private final AutoReset autoReset;
  private final EnvironmentSpec spec;
  private final int agents;

  private final float[] observations;
  private final float[] finalObservations;
  private final double[] rewards;
  private double[] actionRewards;
  private final boolean[] terminated;
  private final boolean[] truncated;
  private final boolean[] running;
  private final long[] seeds;
  private final long[] episodes;

  private final float[] seen;
  private final float[] action;
  private final StepResult result;

  /**
   * As many new environments as are asked for. If one cannot be made, those before it are closed.
   *
   * @param environments makes environments of one spec
   */
  public static VectorEnvironment of(
      Supplier<? extends Environment> environments, int count, AutoReset autoReset) {
    List<Environment> made = new ArrayList<>(count);
    try {
      for (int e = 0; e < count; e++) {
        made.add(environments.get());
      }
      return new VectorEnvironment(made, autoReset);
    } catch (RuntimeException | Error failure) {
      closeAll(made, failure);
      throw failure;
    }
  }

  /** Takes environments of one spec; the vector owns them from now on. */
  public VectorEnvironment(List<? extends Environment> environments, AutoReset autoReset) {
    if (environments.isEmpty()) {
      throw new IllegalArgumentException("expected at least one environment, environments=0");
    }
    this.environments = List.copyOf(environments);
    this.autoReset = autoReset;
    this.spec = environments.get(0).spec();
    for (Environment environment : environments) {
      if (!environment.spec().equals(spec)) {
        throw new IllegalArgumentException(
            "expected environments of one kind, first=" + spec + " other=" + environment.spec());
      }
    }
    this.agents = spec.agents();
    int n = environments.size();
    this.observations = new float[n * spec.jointObservationSize()];
    this.finalObservations = new float[n * spec.jointObservationSize()];
    this.rewards = new double[n * agents];
    this.terminated = new boolean[n * agents];
    this.truncated = new boolean[n * agents];
    this.running = new boolean[n];
    this.seeds = new long[n];
    this.episodes = new long[n];
    this.seen = new float[spec.jointObservationSize()];
    this.action = new float[spec.jointActionSize()];
    this.result = StepResult.of(spec);
  }

  public EnvironmentSpec spec() {
    return spec;
  }

  /** Environments x agents. */
  public int rows() {
    return environments.size() * agents;
  }

  /** How many environments there are. */
  public int environments() {
    return environments.size();
  }

  /** Rows of each environment. */
  public int agents() {
    return agents;
  }

  /** Starts the same episode in every environment: same seed, same state, same noise. */
  public void reset(long seed) {
    Arrays.fill(seeds, seed);
    resetAll();
  }

  /** Starts one episode per environment. */
  public void reset(long[] environmentSeeds) {
    if (environmentSeeds.length != environments()) {
      throw new IllegalArgumentException(
          "expected one seed per environment, environments="
              + environments()
              + " seeds="
              + environmentSeeds.length);
    }
    System.arraycopy(environmentSeeds, 0, seeds, 0, environments());
    resetAll();
  }

  private void resetAll() {
    Arrays.fill(terminated, false);
    Arrays.fill(truncated, false);
    for (int e = 0; e < environments(); e++) {
      episodes[e] = 0;
      running[e] = true;
      reset(e, seeds[e]);
    }
  }

  private void reset(int e, long seed) {
    environments.get(e).reset(seed, seen);
    System.arraycopy(seen, 0, observations, e * seen.length, seen.length);
  }

  /**
   * Steps every running environment.
   *
   * @param actions [rows][actionSize]; rows at rest are not read
   * @return how many rows were stepped
   */
  public int step(float[] actions) {
    if (actions.length != environments() * action.length) {
      throw new IllegalArgumentException(
          "expected rows x action size numbers, rows="
              + rows()
              + " actionSize="
              + spec.actionSize()
              + " length="
              + actions.length);
    }
    int stepped = 0;
    for (int e = 0; e < environments(); e++) {
      if (running[e]) {
        System.arraycopy(actions, e * action.length, action, 0, action.length);
        step(e);
        stepped += agents;
      }
    }
    return stepped;
  }

  private void step(int e) {
    environments.get(e).step(action, result);
    float[] next = result.observation();
    System.arraycopy(next, 0, observations, e * next.length, next.length);
    for (int agent = 0; agent < agents; agent++) {
      int row = e * agents + agent;
      rewards[row] = result.reward(agent);
      terminated[row] = result.terminated();
      truncated[row] = result.truncated();
    }
    keepActionRewards(e);
    if (!result.done()) {
      return;
    }
    System.arraycopy(next, 0, finalObservations, e * next.length, next.length);
    if (autoReset == AutoReset.SAME_STEP) {
      episodes[e]++;
      String purpose = "auto-reset-" + e + "-" + episodes[e];
      reset(e, RandomStreams.of(seeds[e], spec.id(), purpose).nextLong());
    } else {
      running[e] = false;
    }
  }

  private void keepActionRewards(int e) {
    double[] told = result.actionRewards();
    if (told == null) {
      return;
    }
    if (actionRewards == null) {
      actionRewards = new double[environments() * told.length];
    }
    System.arraycopy(told, 0, actionRewards, e * told.length, told.length);
  }

  /** [rows][observationSize]: what to act on next; the last observation of a row at rest. */
  public float[] observations() {
    return observations;
  }

  /** [rows][observationSize]: true last observation of each row whose last step was a done one. */
  public float[] finalObservations() {
    return finalObservations;
  }

  /** [rows]: reward of each row's last step. */
  public double[] rewards() {
    return rewards;
  }

  /**
   * [rows][H]: what each action of a row's last chunk brought, 0 for those that the episode's end
   * left out; null where a step is one action.
   */
  public double[] actionRewards() {
    return actionRewards;
  }

  /** [rows]: whether each row's last step terminated its episode. */
  public boolean[] terminated() {
    return terminated;
  }

  /** [rows]: whether each row's last step truncated its episode. */
  public boolean[] truncated() {
    return truncated;
  }

  /** Whether the next step will step this row. */
  public boolean running(int row) {
    return running[row / agents];
  }

  /** Whether the row's last step ended an episode. */
  public boolean done(int row) {
    return terminated[row] || truncated[row];
  }

  /**
   * {@link Environment#success()} of a row's environment; under {@link AutoReset#NONE} valid after
   * its end.
   */
  public Boolean success(int row) {
    return environments.get(row / agents).success();
  }

  /**
   * {@link Environment#attributes()} of a row's environment; under {@link AutoReset#NONE} valid
   * after its end.
   */
  public Map<String, String> attributes(int row) {
    return environments.get(row / agents).attributes();
  }

  /** Closes every environment, also those behind one that fails to close. */
  @Override
  public void close() {
    IllegalStateException failure =
        new IllegalStateException("expected environments that close, environment=" + spec.id());
    closeAll(environments, failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private static void closeAll(List<Environment> environments, Throwable failure) {
    for (Environment environment : environments) {
      try {
        environment.close();
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
