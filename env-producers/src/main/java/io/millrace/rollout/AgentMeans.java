package io.millrace.rollout;

/** What the agents of each environment got, as one number for the environment. */
final class AgentMeans {

  private AgentMeans() {}

  /**
   * The mean over the agents of each environment; of one agent, what it got.
   *
   * @param values [environments][agents]
   * @return [environments]
   */
  static double[] of(double[] values, int agents) {
    double[] means = new double[values.length / agents];
    for (int e = 0; e < means.length; e++) {
      double sum = values[e * agents];
      for (int agent = 1; agent < agents; agent++) {
        sum += values[e * agents + agent];
      }
      means[e] = sum / agents;
    }
    return means;
  }
}
