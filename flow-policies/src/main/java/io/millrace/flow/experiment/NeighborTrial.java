package io.millrace.flow.experiment;

/**
 * One experiment: which of two neighbors of the chosen number is better?
 *
 * @param features what was seen when it was planned
 * @param tried the neighbor that was put into practice
 * @param other the neighbor that was not
 */
public record NeighborTrial(float[] features, double tried, double other) {
  public NeighborTrial {
    features = features.clone();
  }

  @Override
  public float[] features() {
    return features.clone();
  }
}
