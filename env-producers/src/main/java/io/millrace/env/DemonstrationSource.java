package io.millrace.env;

import io.millrace.flow.random.RandomSource;

/** Knows how to act in an environment, well enough for a first policy to be fitted to it. */
public interface DemonstrationSource {

  /**
   * Draws pairs of an observation and an action taken there, as many as the arrays have rows. Each
   * is of one agent.
   *
   * @param observations [n][observationSize], overwritten
   * @param actions [n][actionSize], overwritten; always inside the action space
   */
  void demonstrate(RandomSource random, float[][] observations, float[][] actions);
}
