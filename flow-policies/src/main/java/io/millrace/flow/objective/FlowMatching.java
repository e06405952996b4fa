package io.millrace.flow.objective;

import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Conditional flow matching: the regression that makes a velocity network carry noise to data.
 *
 * <pre>
 * x_tau = (1 - tau) noise + tau action
 * loss  = mean over rows and dimensions of (velocity(x_tau, tau, observation) - (action - noise))^2
 * </pre>
 *
 * Minimized; no gradient to noise, action or tau.
 *
 * <p>Source: Lipman et al., "Flow Matching for Generative Modeling", 2023. Golden case: {@code
 * conformance/objectives.json}.
 */
public final class FlowMatching {
  private FlowMatching() {}

  /**
   * The loss of a batch.
   *
   * @param noise [rows][actionSize]
   * @param action [rows][actionSize], normalized
   * @param tau [rows]
   * @param observation [rows][observationSize]
   * @return 1 x 1, on the tape
   */
  public static Value loss(
      Tape tape, FlowModel model, float[] noise, float[] action, float[] tau, float[] observation) {
    MatchingPoints points =
        MatchingPoints.of(tape, new MatchingPoints.Draws(noise, tau), action, observation);
    Value velocity = model.flow().forward(tape, model.parameters(), points.input());
    return tape.mean(points.squaredErrors(tape, velocity));
  }

  /**
   * The loss of a batch some of whose rows are shown the policy's null observation, which learns.
   *
   * @param observation [rows][observationSize]; zeros where missing
   * @param missing [rows], 1 where the observation is not shown, else 0
   * @return 1 x 1, on the tape
   */
  public static Value loss(
      Tape tape,
      FlowModel model,
      float[] noise,
      float[] action,
      float[] tau,
      float[] observation,
      float[] missing) {
    int rows = tau.length;
    MatchingPoints points =
        MatchingPoints.of(tape, new MatchingPoints.Draws(noise, tau), action, observation);
    int seen = observation.length / rows;
    int before = points.input().columns() - seen;
    Value nothing =
        model
            .part(PartSpec.NULL_OBSERVATION)
            .forward(tape, model.parameters(), tape.input(rows, 1));
    Value shown =
        tape.add(
            tape.columns(points.input(), before, before + seen),
            tape.multiply(tape.input(missing, rows, 1), nothing));
    Value input = tape.concat(tape.columns(points.input(), 0, before), shown);
    Value velocity = model.flow().forward(tape, model.parameters(), input);
    return tape.mean(points.squaredErrors(tape, velocity));
  }
}
