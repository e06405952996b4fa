package io.millrace.flow.policy;

import io.millrace.flow.random.RandomSource;

/**
 * Acts with a policy for a fixed number of rows at a time. It copies the weights when it is made,
 * and belongs to one thread.
 */
public interface Actor {
  /**
   * The actor of a policy's kind of flow.
   *
   * @param acting in which way
   * @param rows rows of every batch
   */
  static Actor of(FlowPolicy policy, Acting acting, int rows) {
    return switch (policy.spec().head()) {
      case TOKENS -> new TokenActor(policy, acting, rows);
      case CATEGORICAL -> new CategoricalActor(policy, acting, rows);
      default -> new FlowActor(policy, acting, rows);
    };
  }

  /** A sample of this actor's shape. */
  FlowSample newSample();

  /** Tells that a group of this number begins. */
  void begin(long group);

  /**
   * Starts from this noise from the next decision on.
   *
   * @throws UnsupportedOperationException where a flow does not start from numbers
   */
  default void startFrom(StartNoise noise) {
    if (noise != StartNoise.STANDARD) {
      throw new UnsupportedOperationException("expected a flow that starts from numbers");
    }
  }

  /**
   * Samples an action for each row.
   *
   * @param observations [rows][observationSize]
   * @param random of every draw
   * @param out of {@link #newSample}, or of the same shape
   */
  void act(float[] observations, RandomSource random, FlowSample out);

  /**
   * The value of each observation.
   *
   * @param observations [rows][observationSize]
   * @return [rows], overwritten by the next call; null where the policy has no value network
   */
  float[] values(float[] observations);
}
