package io.millrace.flow.objective;

import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;

/**
 * AC-Flow: flow matching on the policy's own actions, weighted by how much better an action was
 * than a critic of points between noise and action expected.
 *
 * <pre>
 * R~     = (r - mean r) / (std r + 1e-8)            over the batch, population deviation
 * critic = mean (V(x_tau, tau, observation) - R~)^2
 * A      = clip(R~ - V, -clip, clip)                no gradient to V
 * actor  = mean exp(A / temperature) (u - (action - noise))^2 + alpha mean (u - uFirst)^2
 * loss   = critic + actor                           critic alone in the first warmUp updates
 * </pre>
 *
 * Minimized; means over rows, draws and dimensions. Pointwise optimum of the actor: {@code (mean(w
 * (action - noise)) + alpha uFirst) / (mean w + alpha)}. The alpha term stands for the Wasserstein
 * distance to the first version, which the squared gap of velocities bounds. In a warm-up the
 * flow's gradient is exactly 0, and so are the moments of Adam: the actor stays the same to the
 * last bit.
 *
 * <p>r is the advantage of the row (credit {@code returns}). The paper normalizes by running
 * statistics; here they are those of the batch, which needs no state beyond the fold's and follows
 * the policy at once. Weights are not normalized, as in the sheet's equation, so they average to a
 * little more than 1.
 *
 * <p>Source: "Fine-tuning Flow Matching Generative Models with Intermediate Feedback" (arXiv
 * 2510.18072), in the form that its abstract and project page allow; its constants are unverified.
 * Golden case: {@code AcFlowTest}.
 *
 * @param temperature above 0
 * @param alpha weight of the distance to the first version
 * @param clip above 0
 * @param warmUp updates in which the critic alone learns
 * @param draws of noise and tau for each action
 * @param hidden widths of the critic
 */
public record AcFlow(
    double temperature, double alpha, double clip, int warmUp, int draws, List<Integer> hidden)
    implements Objective {
  private static final double EPSILON = 1e-8;

  public AcFlow {
    hidden = List.copyOf(hidden);
    if (!(temperature > 0 && alpha >= 0 && clip > 0 && warmUp >= 0 && draws >= 1)) {
      throw new IllegalArgumentException(
          ("expected temperature > 0, alpha >= 0, clip > 0, warmUp >= 0, draws >= 1,"
                  + " temperature=%s alpha=%s clip=%s warmUp=%d draws=%d")
              .formatted(temperature, alpha, clip, warmUp, draws));
    }
  }

  @Override
  public String id() {
    return "ac-flow";
  }

  @Override
  public boolean needsLikelihoods() {
    return false;
  }

  @Override
  public List<PartSpec> parts() {
    return List.of(PartSpec.ofPoint(PartSpec.CRITIC, hidden, "silu"));
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

  Value loss(LossScope scope, ActionBatch rows, MatchingPoints.Draws where) {
    Tape tape = scope.tape();
    MatchingPoints points = MatchingPoints.of(tape, rows, where);
    Value shaped = tape.input(shaped(rows.advantage), rows.rows(), 1);
    Value value = scope.part(PartSpec.CRITIC, points.input());
    Value loss = tape.mean(tape.square(tape.subtract(value, shaped)));
    scope.measured().mean("critic-error", loss.item());
    if (scope.update() > warmUp) {
      Value weight = tape.input(weights(shaped.data(), value.data()), rows.rows(), 1);
      loss = tape.add(loss, actor(scope, points, weight));
    }
    scope.measured().mean("loss", loss.item());
    return loss;
  }

  /** What the flow minimizes under these weights. */
  Value actor(LossScope scope, MatchingPoints points, Value weight) {
    Tape tape = scope.tape();
    Value velocity = scope.velocity(points.input());
    Value fit = tape.mean(tape.multiply(points.squaredErrors(tape, velocity), weight));
    if (alpha == 0) {
      return fit;
    }
    Value gap = tape.subtract(velocity, scope.referenceVelocity(points.input()));
    return tape.add(fit, tape.affine(tape.mean(tape.square(gap)), alpha, 0));
  }

  /** R~. */
  static float[] shaped(float[] reward) {
    double mean = 0;
    for (float r : reward) {
      mean += r;
    }
    mean /= reward.length;
    double squares = 0;
    for (float r : reward) {
      squares += (r - mean) * (r - mean);
    }
    double deviation = Math.sqrt(squares / reward.length);
    float[] shaped = new float[reward.length];
    for (int i = 0; i < shaped.length; i++) {
      shaped[i] = (float) ((reward[i] - mean) / (deviation + EPSILON));
    }
    return shaped;
  }

  /** exp(A / temperature). */
  float[] weights(float[] shaped, float[] value) {
    float[] weights = new float[shaped.length];
    for (int i = 0; i < weights.length; i++) {
      double advantage = Math.max(-clip, Math.min(clip, shaped[i] - value[i]));
      weights[i] = (float) Math.exp(advantage / temperature);
    }
    return weights;
  }
}
