package io.millrace.flow.experiment;

import java.util.List;

/**
 * How a {@link NeighborLearner} learns.
 *
 * @param features numbers that it sees
 * @param hidden units of the hidden layers, of actor and critic alike
 * @param low smallest whole number that may be chosen; its neighbors stay inside too
 * @param high largest one
 * @param actorRate step size of the actor, by plain gradient descent
 * @param criticRate step size of the critic
 * @param batch experiments of an update
 */
public record NeighborLearnerSettings(
    int features,
    List<Integer> hidden,
    int low,
    int high,
    double actorRate,
    double criticRate,
    int batch) {
  public NeighborLearnerSettings {
    hidden = List.copyOf(hidden);
    if (features < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "expected features >= 1 and batch >= 1, features=" + features + " batch=" + batch);
    }
    if (high - low < 2) {
      throw new IllegalArgumentException(
          "expected room for two neighbors, low=" + low + " high=" + high);
    }
  }
}
