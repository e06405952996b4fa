package io.millrace.flow.objective;

import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;

/**
 * The reward model of Flow-NRG: what a point between noise and action promises, learned from the
 * policy's own actions. The flow itself does not learn; {@link
 * io.millrace.flow.policy.RewardGuidance} steers it by the model's gradient.
 *
 * <pre>
 * s    = reward(x_tau, tau, observation)           x_tau = (1 - tau) noise + tau action
 * loss = mean over rows and draws of  exp(s) - exp(r / temperature) s
 * </pre>
 *
 * Minimized where {@code exp(s) = E[exp(r / temperature) | x_tau]}: the divergence that belongs to
 * the exponential, convex in s, whose gradient is the error {@code exp(s) - exp(r / temperature)}
 * itself. r is the advantage of the row: use the credit {@code returns}.
 *
 * <p>Source: "Improving Video Generation with Human Feedback" (arXiv 2501.13918); the loss is ours,
 * chosen so that the model gives the logarithm that guidance differentiates. Test: {@code
 * FlowNrgTest}.
 *
 * @param temperature above 0; rewards far above it overflow
 * @param draws of noise and tau for each action
 * @param hidden widths of the reward model
 */
public record FlowNrg(double temperature, int draws, List<Integer> hidden) implements Objective {
  public FlowNrg {
    hidden = List.copyOf(hidden);
    if (!(temperature > 0 && draws >= 1)) {
      throw new IllegalArgumentException(
          "expected temperature > 0, draws >= 1, temperature=%s draws=%d"
              .formatted(temperature, draws));
    }
  }

  @Override
  public String id() {
    return "flow-nrg";
  }

  @Override
  public boolean needsLikelihoods() {
    return false;
  }

  @Override
  public List<PartSpec> parts() {
    return List.of(PartSpec.ofPoint(PartSpec.REWARD, hidden, "silu"));
  }

  @Override
  public Value loss(LossScope scope) {
    ActionBatch rows = MatchingPoints.repeated(scope.batch(), draws);
    return loss(
        scope, rows, MatchingPoints.Draws.of(scope.random(), rows.rows(), rows.actionSize()));
  }

  /**
   * The loss at given places.
   *
   * @param noise [rows][D]
   * @param tau [rows]
   */
  public Value loss(LossScope scope, ActionBatch rows, float[] noise, float[] tau) {
    return loss(scope, rows, new MatchingPoints.Draws(noise, tau));
  }

  private Value loss(LossScope scope, ActionBatch rows, MatchingPoints.Draws where) {
    Tape tape = scope.tape();
    MatchingPoints points = MatchingPoints.of(tape, rows, where);
    Value target = tape.input(rows.rows(), 1);
    for (int row = 0; row < rows.rows(); row++) {
      target.data()[row] = (float) Math.exp(rows.advantage[row] / temperature);
    }
    Value said = scope.part(PartSpec.REWARD, points.input());
    Value loss = tape.mean(tape.subtract(tape.exp(said), tape.multiply(target, said)));
    scope.measured().mean("loss", loss.item());
    return loss;
  }
}
