package io.millrace.flow.meanflow;

import io.millrace.flow.random.RandomSource;

/** Which intervals of flow time a network is trained on. */
public interface Intervals {
  /**
   * Fills both; rows with tauNext above tau come first.
   *
   * @param tau [rows]
   * @param tauNext [rows], not below tau
   */
  void draw(RandomSource random, float[] tau, float[] tauNext);
}
