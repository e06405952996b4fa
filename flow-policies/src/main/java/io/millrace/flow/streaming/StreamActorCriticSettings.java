package io.millrace.flow.streaming;

/**
 * How a streaming actor-critic learns.
 *
 * @param width of both hidden layers of both networks
 * @param discount gamma
 * @param traceDecay lambda
 * @param learningRate alpha; the bound makes results nearly independent of it
 * @param criticBound kappa of the value network
 * @param actorBound kappa of the policy network
 * @param entropy weight of the entropy
 * @param sparsity share of weights that start at 0
 * @param episodeSteps steps of a whole episode, for the time input
 */
public record StreamActorCriticSettings(
    int width,
    double discount,
    double traceDecay,
    double learningRate,
    double criticBound,
    double actorBound,
    double entropy,
    double sparsity,
    int episodeSteps) {
  /** The published defaults, for episodes of this length. */
  public static StreamActorCriticSettings published(int episodeSteps) {
    return new StreamActorCriticSettings(128, 0.99, 0.8, 1.0, 2.0, 3.0, 0.01, 0.9, episodeSteps);
  }
}
