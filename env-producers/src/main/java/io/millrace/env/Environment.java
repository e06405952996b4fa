package io.millrace.env;

import io.millrace.env.picture.Scene;
import java.util.Map;
import java.util.Optional;

/**
 * One simulator with one episode at a time; the semantics are Gymnasium's, and those of
 * PettingZoo's parallel API where there are several agents: they all act at every step, and their
 * episodes begin and end together.
 *
 * <p>After a step that terminated or truncated the next call must be {@link #reset} or a state
 * setter; a step before it throws {@link IllegalStateException}, as does a step before the first
 * reset. An action outside a box is clipped or not as the environment's own rules say; a non-finite
 * action, one of the wrong length, or an unknown choice throws {@link IllegalArgumentException}.
 * Buffers are owned by the caller and a step allocates nothing. Not thread-safe.
 */
public interface Environment extends AutoCloseable {

  EnvironmentSpec spec();

  /**
   * Starts an episode. Everything random in it follows from the seed.
   *
   * @param observation [agents][observationSize], overwritten with the first observations
   */
  void reset(long seed, float[] observation);

  /**
   * Advances the episode by one step.
   *
   * @param action [agents][actionSize]
   */
  void step(float[] action, StepResult out);

  /** The physical state, in the order of the environment's sheet; a copy. */
  double[] state();

  /** Puts a running episode into this physical state, with no step taken yet. */
  void setState(double[] state);

  /**
   * The observations of the current state.
   *
   * @param observation [agents][observationSize], overwritten
   */
  void observe(float[] observation);

  /** Everything that decides the future of the episode, random streams included. */
  byte[] saveState();

  /**
   * Continues where {@link #saveState} was called: the same actions bring the same bits.
   *
   * @throws IllegalArgumentException if the bytes are not of this environment
   */
  void loadState(byte[] saved);

  /**
   * Whether the episode has succeeded so far, for all agents together; null where the environment
   * cannot tell.
   */
  Boolean success();

  /** Facts about the episode so far that are worth keeping with it; empty where there are none. */
  Map<String, String> attributes();

  /** How the present moment looks; empty for an environment that cannot be drawn. */
  default Optional<Scene> scene() {
    return Optional.empty();
  }

  /**
   * Ends what the environment has started outside its own memory, such as the process of a
   * simulator; whoever made the environment calls it, also after a failure. One that is closed
   * refuses to be reset or stepped with an {@link IllegalStateException}. Closing twice is
   * harmless. The default is for an environment that holds nothing but memory.
   */
  @Override
  default void close() {}
}
