package io.millrace.env;

import io.millrace.env.picture.Scene;
import io.millrace.flow.random.RandomSource;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a simulated world whose whole state is a {@code double[stateSize]}. Holds no state
 * of its own: {@link SimulatedEnvironment} keeps it, together with the rules that all episodes
 * obey. A time limit is no part of the dynamics.
 */
public interface Dynamics extends AutoCloseable {

  EnvironmentSpec spec();

  int stateSize();

  /** Draws a first state. */
  void reset(RandomSource random, double[] state);

  /**
   * Moves the state by one step, in place.
   *
   * @param action [agents][actionSize], finite, and one of the choices if the space is discrete
   * @param random the transition noise of this episode
   * @param out receives the reward of every agent and {@code terminated}
   */
  void step(double[] state, float[] action, RandomSource random, StepResult out);

  /**
   * Writes what the agents see of a state.
   *
   * @param observation [agents][observationSize]
   */
  void observe(double[] state, float[] observation);

  /**
   * Whether an episode that stands here has succeeded; null where nobody can tell.
   *
   * @param lastReward reward of the last step, the mean over agents; NaN before the first
   */
  default Boolean success(double[] state, double lastReward) {
    return null;
  }

  /**
   * Facts about an episode that stands here.
   *
   * @param lastAction [agents][actionSize], the last actions; NaN before the first
   */
  default Map<String, String> attributes(double[] state, float[] lastAction) {
    return Map.of();
  }

  /**
   * How a state looks.
   *
   * @param lastAction [actionSize], the last action; NaN before the first
   */
  default Optional<Scene> scene(double[] state, float[] lastAction) {
    return Optional.empty();
  }

  /** Ends what computes the steps, where that is outside this JVM. Closing twice is harmless. */
  @Override
  default void close() {}
}
