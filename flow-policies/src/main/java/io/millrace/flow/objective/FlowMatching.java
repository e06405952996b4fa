package io.millrace.flow.objective;

import io.millrace.flow.policy.FlowModel;
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
    int rows = tau.length;
    int size = noise.length / rows;
    int observed = observation.length / rows;
    Value input = tape.input(rows, size + 1 + observed);
    Value target = tape.input(rows, size);
    for (int row = 0; row < rows; row++) {
      int to = row * (size + 1 + observed);
      for (int d = 0; d < size; d++) {
        float e = noise[row * size + d];
        float a = action[row * size + d];
        input.data()[to + d] = (1 - tau[row]) * e + tau[row] * a;
        target.data()[row * size + d] = a - e;
      }
      input.data()[to + size] = tau[row];
      System.arraycopy(observation, row * observed, input.data(), to + size + 1, observed);
    }
    Value velocity = model.flow().forward(tape, model.parameters(), input);
    return tape.mean(tape.square(tape.subtract(velocity, target)));
  }
}
