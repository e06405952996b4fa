package io.millrace.flow.objective;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Flow-RWR, reward-weighted regression: flow matching on the policy's own actions, the better ones
 * counting more.
 *
 * <pre>
 * w_i  = exp(r_i / temperature) / mean_j exp(r_j / temperature)
 * loss = mean over rows, draws and dimensions of w_i (velocity(x_tau) - (action - noise))^2
 * </pre>
 *
 * Minimized. On actions of one policy its optimum samples that policy's law tilted by {@code exp(r
 * / temperature)}; online every update tilts again. r is the advantage that the row carries: the
 * credit {@code returns} gives the raw return; under a credit that compares, each group is tilted
 * against its own mean. Weights are normalized over the rows of the batch.
 *
 * <p>Source: "Improving Video Generation with Human Feedback" (arXiv 2501.13918), after Peters and
 * Schaal, "Reinforcement learning by reward-weighted regression", 2007. Differs from a code in use,
 * which takes the raw reward for the weight. Golden cases: {@code
 * conformance/flow-objectives.json}, {@code FlowRwrTest}.
 *
 * @param temperature above 0; the smaller, the more the best count
 * @param draws of noise and tau for each action
 */
public record FlowRwr(double temperature, int draws) implements Objective {
  public FlowRwr {
    if (!(temperature > 0 && draws >= 1)) {
      throw new IllegalArgumentException(
          "expected temperature > 0, draws >= 1, temperature=%s draws=%d"
              .formatted(temperature, draws));
    }
  }

  @Override
  public String id() {
    return "flow-rwr";
  }

  @Override
  public boolean needsLikelihoods() {
    return false;
  }

  @Override
  public Value loss(LossScope scope) {
    ActionBatch rows = MatchingPoints.repeated(scope.batch(), draws);
    MatchingPoints.Draws where =
        MatchingPoints.Draws.of(scope.random(), rows.rows(), rows.actionSize());
    return loss(scope, rows, where.noise(), where.tau());
  }

  /**
   * The loss at given places.
   *
   * @param noise [rows][D]
   * @param tau [rows]
   */
  public Value loss(LossScope scope, ActionBatch rows, float[] noise, float[] tau) {
    Tape tape = scope.tape();
    MatchingPoints points = MatchingPoints.of(tape, rows, new MatchingPoints.Draws(noise, tau));
    Value weight = tape.input(weights(rows.advantage), rows.rows(), 1);
    Value error = points.squaredErrors(tape, scope.velocity(points.input()));
    Value loss = tape.mean(tape.multiply(error, weight));
    scope.measured().mean("loss", loss.item());
    return loss;
  }

  /** The largest reward is taken off first, which changes no weight and lets none overflow. */
  private float[] weights(float[] reward) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float r : reward) {
      largest = Math.max(largest, r);
    }
    double sum = 0;
    for (float r : reward) {
      sum += Math.exp((r - largest) / temperature);
    }
    float[] weights = new float[reward.length];
    for (int row = 0; row < weights.length; row++) {
      weights[row] =
          (float) (Math.exp((reward[row] - largest) / temperature) / sum * weights.length);
    }
    return weights;
  }
}
